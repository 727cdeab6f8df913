package com.trafficprediction.core.calendar;

import com.trafficprediction.core.window.Windows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Turns instants into a network's local day and slot. A configured holiday counts as a Sunday.
 * Immutable and thread-safe; the offset of the span between two clock changes is remembered, since
 * features ask for the local time of neighbouring instants again and again.
 */
public final class LocalCalendar {
  /** Index of Sunday, and of every holiday; Monday is 0. */
  public static final int SUNDAY = 6;

  private static final int SATURDAY = 5;
  private static final int DAYS_PER_WEEK = 7;

  /** 1970-01-01 was a Thursday. */
  private static final int EPOCH_DAY_OF_WEEK = 3;

  private static final long DAY_MILLIS = 86_400_000L;

  private final ZoneId zone;
  private final ZoneRules rules;
  private final long[] holidays;
  private volatile OffsetSpan span;

  public LocalCalendar(ZoneId zone, Set<LocalDate> holidays) {
    this.zone = zone;
    this.rules = zone.getRules();
    this.holidays = holidays.stream().mapToLong(LocalDate::toEpochDay).sorted().toArray();
    this.span = OffsetSpan.around(rules, 0);
  }

  public ZoneId zone() {
    return zone;
  }

  /** Wall-clock milliseconds since 1970-01-01T00:00 local time. */
  private long localMillis(long epochMillis) {
    return epochMillis + spanOf(epochMillis).offsetMillis;
  }

  private OffsetSpan spanOf(long epochMillis) {
    OffsetSpan known = span;
    if (!known.covers(epochMillis)) {
      known = OffsetSpan.around(rules, epochMillis);
      span = known;
    }
    return known;
  }

  /** Days since 1970-01-01 of the local date: equal exactly for instants of one local day. */
  public long localDay(long epochMillis) {
    return Math.floorDiv(localMillis(epochMillis), DAY_MILLIS);
  }

  /** The local date. */
  public LocalDate date(long epochMillis) {
    return LocalDate.ofEpochDay(localDay(epochMillis));
  }

  /** Five-minute slot of the local wall clock, 0 to 287. */
  public int slot(long epochMillis) {
    return (int) (Math.floorMod(localMillis(epochMillis), DAY_MILLIS) / Windows.MILLIS);
  }

  /** Day of the week, 0 Monday to 6 Sunday; a holiday is 6. */
  public int dayOfWeek(long epochMillis) {
    return dayOfWeekOfDay(localDay(epochMillis));
  }

  /** Like {@link #dayOfWeek}, for a local day as {@link #localDay} counts them. */
  public int dayOfWeekOfDay(long localDay) {
    if (Arrays.binarySearch(holidays, localDay) >= 0) {
      return SUNDAY;
    }
    return (int) Math.floorMod(localDay + EPOCH_DAY_OF_WEEK, (long) DAYS_PER_WEEK);
  }

  /**
   * Starts of the windows that one slot of a local day covers, ascending: one as a rule, none in an
   * hour that the clock skips, two in an hour that it repeats.
   */
  public long[] windowStarts(long localDay, int slot) {
    long local = localDay * DAY_MILLIS + slot * Windows.MILLIS;
    // Before the day's first and after its last instant, whatever the offset is.
    OffsetSpan before = OffsetSpan.around(rules, localDay * DAY_MILLIS - DAY_MILLIS);
    OffsetSpan after = OffsetSpan.around(rules, localDay * DAY_MILLIS + 2 * DAY_MILLIS);
    return LongStream.of(before.offsetMillis, after.offsetMillis)
        .map(offset -> Windows.startOf(local - offset + Windows.MILLIS - 1))
        .filter(start -> localDay(start) == localDay && slot(start) == slot)
        .distinct()
        .sorted()
        .toArray();
  }

  /** True when the clock does not change within a day of an instant: slots then follow time. */
  public boolean isSteadyAround(long epochMillis) {
    OffsetSpan known = spanOf(epochMillis);
    return known.covers(epochMillis - DAY_MILLIS) && known.covers(epochMillis + DAY_MILLIS);
  }

  /** True on Saturdays, Sundays and holidays. */
  public boolean isWeekend(long epochMillis) {
    return dayOfWeek(epochMillis) >= SATURDAY;
  }

  /** A span of time with one offset from UTC, both ends epoch milliseconds, half open. */
  private record OffsetSpan(long fromMillis, long untilMillis, long offsetMillis) {
    static OffsetSpan around(ZoneRules rules, long epochMillis) {
      Instant instant = Instant.ofEpochMilli(epochMillis);
      ZoneOffsetTransition next = rules.nextTransition(instant);
      ZoneOffsetTransition previous = rules.previousTransition(instant.plusMillis(1));
      return new OffsetSpan(
          previous == null ? Long.MIN_VALUE : previous.getInstant().toEpochMilli(),
          next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli(),
          rules.getOffset(instant).getTotalSeconds() * 1000L);
    }

    boolean covers(long epochMillis) {
      return epochMillis >= fromMillis && epochMillis < untilMillis;
    }
  }
}
