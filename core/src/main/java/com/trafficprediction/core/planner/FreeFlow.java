package com.trafficprediction.core.planner;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.units.SpeedUnit;

/**
 * Speed of an empty road: the 85th percentile of observed off-peak speeds (FHWA, Urban Congestion
 * Report, definitions), capped at {@link #CAP_KMH} so that speeding at night is not the yardstick.
 */
public final class FreeFlow {
  /** 65 mph, the reference cap for freeways of the Urban Mobility Report. */
  public static final double CAP_KMH = SpeedUnit.MPH.toKmh(65);

  private static final double PERCENT = 85;

  private FreeFlow() {}

  /**
   * True off peak: 9:00 to 16:00 and 19:00 to 22:00 on weekdays, 6:00 to 22:00 on weekends and
   * holidays, local time.
   */
  public static boolean isOffPeak(LocalCalendar calendar, long epochMillis) {
    int hour = Period.hourOf(calendar, epochMillis);
    if (calendar.isWeekend(epochMillis)) {
      return hour >= 6 && hour < 22;
    }
    return (hour >= 9 && hour < 16) || (hour >= 19 && hour < 22);
  }

  /** Free flow in km/h from a sample of off-peak speeds; NaN without one. */
  public static double ofOffPeak(SpeedSample offPeak) {
    return Math.min(CAP_KMH, offPeak.speedPercentileKmh(PERCENT));
  }
}
