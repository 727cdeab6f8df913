package com.trafficprediction.core.planner;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.window.Windows;

/**
 * Parts of the week over which reliability is measured: those of the federal rule (23 CFR 490.511
 * for the level of travel time reliability, overnight from 490.611). Holidays count as weekend
 * here, unlike in the rule.
 */
public enum Period {
  WEEKDAY_MORNING("weekday_6_10"),
  WEEKDAY_MIDDAY("weekday_10_16"),
  WEEKDAY_EVENING("weekday_16_20"),
  WEEKEND("weekend_6_20"),
  OVERNIGHT("overnight_20_6");

  private final String key;

  Period(String key) {
    this.key = key;
  }

  /** The name in tables and answers. */
  public String key() {
    return key;
  }

  /** The period of an instant, epoch milliseconds, in local time. */
  public static Period of(LocalCalendar calendar, long epochMillis) {
    int hour = hourOf(calendar, epochMillis);
    if (hour < 6 || hour >= 20) {
      return OVERNIGHT;
    }
    if (calendar.isWeekend(epochMillis)) {
      return WEEKEND;
    }
    if (hour < 10) {
      return WEEKDAY_MORNING;
    }
    return hour < 16 ? WEEKDAY_MIDDAY : WEEKDAY_EVENING;
  }

  static int hourOf(LocalCalendar calendar, long epochMillis) {
    return calendar.slot(epochMillis) / (60 / Windows.MINUTES);
  }
}
