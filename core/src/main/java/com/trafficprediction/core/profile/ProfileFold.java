package com.trafficprediction.core.profile;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowSums;

/**
 * Which cell of a profile a window belongs to, and with which values: the rule that mapper, stream
 * and test share.
 */
public final class ProfileFold {
  private ProfileFold() {}

  /** The cell of the window that starts then. */
  public static int cell(LocalCalendar calendar, long startMillis) {
    return SlotSums.cell(calendar.dayOfWeek(startMillis), calendar.slot(startMillis));
  }

  /** The window's speed as folded: 0.01 km/h, or {@link Quantity#ABSENT}. */
  public static int speedCenti(WindowSums sums) {
    return Quantity.centi(sums.speedKmh());
  }

  /** The window's volume as folded: whole vehicles per hour, or {@link Quantity#ABSENT}. */
  public static int volumeVph(WindowSums sums) {
    double volume = sums.volumeVph();
    return Double.isNaN(volume) ? Quantity.ABSENT : Math.toIntExact(Math.round(volume));
  }
}
