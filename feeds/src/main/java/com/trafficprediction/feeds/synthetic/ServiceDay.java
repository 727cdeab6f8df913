package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.calendar.LocalCalendar;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The unit of simulation: from 03:00 local time to 03:00 of the next day, when the roads are nearly
 * empty and no queue is carried over. Days can so be simulated in any order, or apart. A day with a
 * daylight-saving change has 23 or 25 hours.
 *
 * @param date local date of its start
 * @param startMillis first instant, epoch milliseconds UTC
 * @param endMillis first instant of the next service day
 */
record ServiceDay(LocalDate date, long startMillis, long endMillis) {
  static final long MINUTE_MILLIS = 60_000;

  /** Simulated before the start, from an empty road: more than it takes to drive through. */
  static final int WARM_UP_MINUTES = 30;

  private static final LocalTime START = LocalTime.of(3, 0);

  static ServiceDay of(LocalDate date, ZoneId zone) {
    return new ServiceDay(date, start(date, zone), start(date.plusDays(1), zone));
  }

  private static long start(LocalDate date, ZoneId zone) {
    return date.atTime(START).atZone(zone).toInstant().toEpochMilli();
  }

  int minutes() {
    return (int) ((endMillis - startMillis) / MINUTE_MILLIS);
  }

  int samples() {
    return (int) ((endMillis - startMillis) / SyntheticDay.SAMPLE_MILLIS);
  }

  /** Part of the name of this day's random streams. */
  String stream(String purpose) {
    return "synthetic/" + purpose + '/' + date;
  }

  /** Hours of the wall clock since local midnight. */
  static double hour(LocalCalendar calendar, long epochMillis) {
    return calendar.slot(epochMillis) / 12.0
        + Math.floorMod(epochMillis, 5 * MINUTE_MILLIS) / (60.0 * MINUTE_MILLIS);
  }
}
