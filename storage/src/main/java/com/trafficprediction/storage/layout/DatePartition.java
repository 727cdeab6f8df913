package com.trafficprediction.storage.layout;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Hive-style partition: {@code year=2022/month=01/day=22}, with {@code /hour=05} where data is
 * partitioned by hour. Dates and hours are UTC, so that a partition holds 24 hours on every day.
 *
 * @param date the UTC date
 * @param hour the UTC hour, 0 to 23; empty for a whole day
 */
public record DatePartition(LocalDate date, OptionalInt hour) implements Comparable<DatePartition> {
  private static final Pattern PATH =
      Pattern.compile("year=(\\d{4})/month=(\\d{2})/day=(\\d{2})(?:/hour=(\\d{2}))?");

  public DatePartition {
    if (hour.isPresent() && (hour.getAsInt() < 0 || hour.getAsInt() > 23)) {
      throw new IllegalArgumentException("hour must lie in 0 to 23, was " + hour.getAsInt());
    }
    if (date.getYear() < 0 || date.getYear() > 9999) {
      throw new IllegalArgumentException("year must have four digits, was " + date.getYear());
    }
  }

  /** The day that holds an instant. */
  public static DatePartition dayOf(Instant instant) {
    return new DatePartition(LocalDate.ofInstant(instant, ZoneOffset.UTC), OptionalInt.empty());
  }

  /** The hour that holds an instant. */
  public static DatePartition hourOf(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return new DatePartition(time.toLocalDate(), OptionalInt.of(time.getHour()));
  }

  /** The partition a relative path starts with, if it starts with one. */
  public static Optional<DatePartition> findIn(String relativePath) {
    Matcher matcher = PATH.matcher(relativePath);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    try {
      LocalDate date =
          LocalDate.of(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)));
      String hour = matcher.group(4);
      return Optional.of(
          new DatePartition(
              date, hour == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(hour))));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The path below the data set's directory, without slashes at its ends. */
  public String path() {
    String day =
        String.format(
            Locale.ROOT,
            "year=%04d/month=%02d/day=%02d",
            date.getYear(),
            date.getMonthValue(),
            date.getDayOfMonth());
    return hour.isPresent() ? day + String.format(Locale.ROOT, "/hour=%02d", hour.getAsInt()) : day;
  }

  /** First instant of the partition. */
  public Instant start() {
    return date.atTime(hour.orElse(0), 0).toInstant(ZoneOffset.UTC);
  }

  /** First instant after the partition. */
  public Instant end() {
    return start().plusSeconds(hour.isPresent() ? 3_600 : 86_400);
  }

  /** True when the partition holds an instant of [from, to). */
  public boolean overlaps(Instant from, Instant to) {
    return start().isBefore(to) && from.isBefore(end());
  }

  @Override
  public int compareTo(DatePartition other) {
    int byDate = date.compareTo(other.date);
    return byDate != 0 ? byDate : Integer.compare(hour.orElse(-1), other.hour.orElse(-1));
  }

  @Override
  public String toString() {
    return path();
  }
}
