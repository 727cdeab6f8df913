package com.trafficprediction.speed.replaying;

import com.trafficprediction.core.reading.RawReading;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Readings in the order in which they became known: by the end of the interval that they cover,
 * then by segment. Collects them by hour in files of a scratch directory, and sorts one hour at a
 * time. Not thread-safe.
 */
final class SortedReadings implements AutoCloseable {
  /** What is sorted at once. */
  static final long BUCKET_MILLIS = 3_600_000L;

  /** Absent is a NaN of its own: a feed's NaN must stay one, to be rejected by validation. */
  private static final long ABSENT = 0x7ff8_0000_dead_beefL;

  private static final int BUFFER_BYTES = 16 << 10;
  private static final long SECOND_MILLIS = 1_000L;

  private final Path directory;
  private final NavigableMap<Long, Bucket> buckets = new TreeMap<>();
  private final Map<String, Integer> indexBySegment = new HashMap<>();
  private final List<String> segments = new ArrayList<>();
  private long count;

  /**
   * @param directory an empty directory to write to; deleted by {@link #close}
   */
  SortedReadings(Path directory) {
    this.directory = directory;
  }

  /** A reading and when it became known, epoch milliseconds. */
  record Known(RawReading reading, long atMillis) {}

  /**
   * Takes a reading.
   *
   * @param reading with segment, timestamp and interval
   */
  void add(RawReading reading) throws IOException {
    long at = knownAt(reading);
    buckets
        .computeIfAbsent(
            Math.floorDiv(at, BUCKET_MILLIS), id -> new Bucket(directory.resolve(id + ".readings")))
        .add(reading);
    count++;
  }

  static long knownAt(RawReading reading) {
    Long timestamp = reading.timestampMillis();
    Integer interval = reading.intervalSeconds();
    if (timestamp == null || interval == null || reading.segmentId() == null) {
      throw new IllegalArgumentException("a reading without segment, time or interval: " + reading);
    }
    return timestamp + interval * SECOND_MILLIS;
  }

  /** How many readings it holds. */
  long count() {
    return count;
  }

  /** The hours with readings, ascending; each is the first instant, epoch milliseconds. */
  List<Long> hours() {
    return buckets.keySet().stream().map(id -> id * BUCKET_MILLIS).toList();
  }

  /** The readings that became known in an hour, in order. */
  List<Known> read(long hour) throws IOException {
    Bucket bucket = buckets.get(Math.floorDiv(hour, BUCKET_MILLIS));
    if (bucket == null) {
      return List.of();
    }
    List<Known> known = new ArrayList<>();
    for (RawReading reading : bucket.readAll()) {
      known.add(new Known(reading, knownAt(reading)));
    }
    known.sort(
        Comparator.comparingLong(Known::atMillis)
            .thenComparing(k -> String.valueOf(k.reading().segmentId())));
    return known;
  }

  @Override
  public void close() throws IOException {
    for (Bucket bucket : buckets.values()) {
      Files.deleteIfExists(bucket.file);
    }
    Files.deleteIfExists(directory);
  }

  private int indexOf(String segment) {
    return indexBySegment.computeIfAbsent(
        segment,
        s -> {
          segments.add(s);
          return segments.size() - 1;
        });
  }

  /** One hour: a file, and the end of it in memory. */
  private final class Bucket {
    private final Path file;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(0);
    private int size;

    Bucket(Path file) {
      this.file = file;
    }

    void add(RawReading reading) throws IOException {
      write(reading, new DataOutputStream(buffer));
      size++;
      if (buffer.size() >= BUFFER_BYTES) {
        spill();
      }
    }

    private void spill() throws IOException {
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        buffer.writeTo(out);
      }
      buffer.reset();
    }

    List<RawReading> readAll() throws IOException {
      spill();
      List<RawReading> readings = new ArrayList<>(size);
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
        while (readings.size() < size) {
          readings.add(SortedReadings.this.read(in));
        }
      }
      return readings;
    }
  }

  private void write(RawReading reading, DataOutputStream out) throws IOException {
    out.writeInt(indexOf(String.valueOf(reading.segmentId())));
    Long timestamp = reading.timestampMillis();
    Integer interval = reading.intervalSeconds();
    out.writeLong(timestamp == null ? 0 : timestamp);
    out.writeInt(interval == null ? 0 : interval);
    writeNumber(out, reading.speedKmh());
    writeNumber(out, reading.volumeVph());
    writeNumber(out, reading.occupancyPercent());
    writeNumber(out, reading.observedPercent());
    writeNumber(out, reading.latitude());
    writeNumber(out, reading.longitude());
    out.writeUTF(reading.eventId() == null ? "" : reading.eventId());
  }

  private static void writeNumber(DataOutputStream out, @Nullable Double value) throws IOException {
    out.writeLong(value == null ? ABSENT : Double.doubleToLongBits(value));
  }

  private RawReading read(DataInputStream in) throws IOException {
    String segment = segments.get(in.readInt());
    long timestamp = in.readLong();
    int interval = in.readInt();
    Double speed = readNumber(in);
    Double volume = readNumber(in);
    Double occupancy = readNumber(in);
    Double observed = readNumber(in);
    Double latitude = readNumber(in);
    Double longitude = readNumber(in);
    String eventId = in.readUTF();
    return new RawReading(
        eventId.isEmpty() ? null : eventId,
        segment,
        timestamp,
        interval,
        speed,
        volume,
        occupancy,
        observed,
        latitude,
        longitude);
  }

  private static @Nullable Double readNumber(DataInputStream in) throws IOException {
    long bits = in.readLong();
    return bits == ABSENT ? null : Double.longBitsToDouble(bits);
  }
}
