package com.trafficprediction.core.calendar;

import com.trafficprediction.core.window.Windows;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Set;

/**
 * Turns instants into a network's local day and slot. A configured holiday counts as a Sunday.
 * Immutable and thread-safe.
 */
public final class LocalCalendar {
  /** Index of Sunday, and of every holiday; Monday is 0. */
  public static final int SUNDAY = 6;

  private static final int SATURDAY = 5;

  private final ZoneId zone;
  private final ZoneRules rules;
  private final Set<LocalDate> holidays;

  public LocalCalendar(ZoneId zone, Set<LocalDate> holidays) {
    this.zone = zone;
    this.rules = zone.getRules();
    this.holidays = Set.copyOf(holidays);
  }

  public ZoneId zone() {
    return zone;
  }

  /** Wall-clock milliseconds since 1970-01-01T00:00 local time. */
  private long localMillis(long epochMillis) {
    Instant instant = Instant.ofEpochMilli(epochMillis);
    return epochMillis + rules.getOffset(instant).getTotalSeconds() * 1000L;
  }

  /** Days since 1970-01-01 of the local date: equal exactly for instants of one local day. */
  public long localDay(long epochMillis) {
    return Math.floorDiv(localMillis(epochMillis), 86_400_000L);
  }

  /** The local date. */
  public LocalDate date(long epochMillis) {
    return LocalDate.ofEpochDay(localDay(epochMillis));
  }

  /** Five-minute slot of the local wall clock, 0 to 287. */
  public int slot(long epochMillis) {
    return (int) (Math.floorMod(localMillis(epochMillis), 86_400_000L) / Windows.MILLIS);
  }

  /** Day of the week, 0 Monday to 6 Sunday; a holiday is 6. */
  public int dayOfWeek(long epochMillis) {
    return dayOfWeekOfDay(localDay(epochMillis));
  }

  /** Like {@link #dayOfWeek}, for a local day as {@link #localDay} counts them. */
  public int dayOfWeekOfDay(long localDay) {
    LocalDate date = LocalDate.ofEpochDay(localDay);
    return holidays.contains(date) ? SUNDAY : date.getDayOfWeek().getValue() - 1;
  }

  /** True on Saturdays, Sundays and holidays. */
  public boolean isWeekend(long epochMillis) {
    return dayOfWeek(epochMillis) >= SATURDAY;
  }

  /** The calendar's day of the week, holidays not counted as Sundays. */
  public DayOfWeek calendarDayOfWeek(long epochMillis) {
    return date(epochMillis).getDayOfWeek();
  }
}
