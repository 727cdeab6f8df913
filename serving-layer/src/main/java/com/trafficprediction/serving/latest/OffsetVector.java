package com.trafficprediction.serving.latest;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How far a reader is in the streamed topics: the next offset of each partition. The id of an
 * event, so that any instance can tell what a client that comes back has not seen. Immutable.
 */
public final class OffsetVector {
  private static final int MAX_PARTITIONS = 256;
  private static final int MAX_TEXT = 4_000;
  private static final Pattern FORM =
      Pattern.compile("p((?:\\d{1,15})(?:\\.\\d{1,15})*)?-i((?:\\d{1,15})(?:\\.\\d{1,15})*)?");

  private final long[] predictions;
  private final long[] incidents;

  private OffsetVector(long[] predictions, long[] incidents) {
    this.predictions = predictions;
    this.incidents = incidents;
  }

  /** Of a reader that has read nothing. */
  public static OffsetVector none() {
    return new OffsetVector(new long[0], new long[0]);
  }

  /** The vector in an id; empty when the text is none, as after a change of format. */
  public static Optional<OffsetVector> parse(String text) {
    Matcher form = FORM.matcher(text.length() > MAX_TEXT ? "" : text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(new OffsetVector(numbers(form.group(1)), numbers(form.group(2))));
  }

  private static long[] numbers(String text) {
    return text == null || text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split("\\.", -1)).mapToLong(Long::parseLong).toArray();
  }

  /** This vector after a record was read. */
  OffsetVector after(Kind kind, int partition, long offset) {
    return kind == Kind.PREDICTION
        ? new OffsetVector(advanced(predictions, partition, offset + 1), incidents)
        : new OffsetVector(predictions, advanced(incidents, partition, offset + 1));
  }

  /** This vector with the positions of a reader that starts. */
  OffsetVector startingAt(Kind kind, Map<Integer, Long> positions) {
    OffsetVector started = this;
    for (Map.Entry<Integer, Long> position : positions.entrySet()) {
      if (position.getValue() > 0 || position.getKey() >= size(started, kind)) {
        started = started.after(kind, position.getKey(), position.getValue() - 1);
      }
    }
    return started;
  }

  private static int size(OffsetVector vector, Kind kind) {
    return kind == Kind.PREDICTION ? vector.predictions.length : vector.incidents.length;
  }

  private static long[] advanced(long[] offsets, int partition, long next) {
    if (partition >= MAX_PARTITIONS) {
      throw new IllegalArgumentException("more than " + MAX_PARTITIONS + " partitions");
    }
    long[] copy = Arrays.copyOf(offsets, Math.max(offsets.length, partition + 1));
    copy[partition] = Math.max(copy[partition], next);
    return copy;
  }

  /** Whether a reader that is here has seen a record. */
  boolean covers(Kind kind, int partition, long offset) {
    long[] offsets = kind == Kind.PREDICTION ? predictions : incidents;
    return partition < offsets.length && offset < offsets[partition];
  }

  /** Whether this reader has read something that the other has not: it read another history. */
  public boolean isAheadOf(OffsetVector other) {
    return ahead(predictions, other.predictions) || ahead(incidents, other.incidents);
  }

  private static boolean ahead(long[] mine, long[] theirs) {
    for (int i = 0; i < mine.length; i++) {
      if (mine[i] > (i < theirs.length ? theirs[i] : 0)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "p" + joined(predictions) + "-i" + joined(incidents);
  }

  private static String joined(long[] offsets) {
    return LongStream.of(offsets).mapToObj(Long::toString).collect(Collectors.joining("."));
  }
}
