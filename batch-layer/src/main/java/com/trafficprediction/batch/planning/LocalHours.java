package com.trafficprediction.batch.planning;

import com.trafficprediction.batch.shuffle.HourWritable;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.window.Windows;

/** Hours of the local clock as instants. */
final class LocalHours {
  private LocalHours() {}

  /** Start of the local hour that holds a window, both epoch milliseconds. */
  static long startOf(LocalCalendar calendar, long windowStart) {
    return windowStart - positionOf(calendar, windowStart) * Windows.MILLIS;
  }

  /** Position of a window in its local hour, 0 to 11. */
  static int positionOf(LocalCalendar calendar, long windowStart) {
    return calendar.slot(windowStart) % HourWritable.WINDOWS;
  }

  /** The local hour of the day of a window, 0 to 23. */
  static int hourOfDay(LocalCalendar calendar, long windowStart) {
    return calendar.slot(windowStart) / HourWritable.WINDOWS;
  }
}
