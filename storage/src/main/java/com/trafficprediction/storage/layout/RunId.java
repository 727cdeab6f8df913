package com.trafficprediction.storage.layout;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of one batch run, for example {@code run-20220122T050000Z-9f3c}: the second it started, UTC,
 * and four hex digits that tell two runs of one second apart. Ids sort by start. Every character is
 * allowed in a path and in an HBase table name.
 *
 * @param value the id
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern FORM = Pattern.compile("run-(\\d{8}T\\d{6}Z)-[0-9a-f]{4}");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  public RunId {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a run id; one looks like run-20220122T050000Z-9f3c");
    }
    try {
      SECOND.parse(matcher.group(1));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + value + "' names no time", e);
    }
  }

  /** A new id for a run that starts now. */
  public static RunId create(Clock clock, RandomGenerator random) {
    return new RunId(
        "run-%s-%04x".formatted(SECOND.format(clock.instant()), random.nextInt(1 << 16)));
  }

  /** When the run started, to the second. */
  public Instant startedAt() {
    return Instant.from(SECOND.parse(value.substring(4, value.length() - 5)));
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
