package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.calendar.LocalCalendar;

/**
 * How demand runs through the day, as a share of a road's weekday peak hour. One value per hour of
 * the wall clock, standing for the middle of the hour, linear in between. The tables are drawn
 * after the usual pattern of urban freeways: a sharp peak in the direction of the commute, a broad
 * one back, a single flat hump at the weekend.
 */
enum DemandShape {
  /** Into the city: sharp morning peak. */
  MORNING,
  /** Out of the city: broad afternoon peak. */
  AFTERNOON,
  /** Across: both peaks. */
  BOTH;

  private static final double[] INWARD = {
    .12, .08, .07, .09, .18, .46, .80, .99, 1.0, .82, .70, .67, .68, .70, .74, .78, .80, .80, .68,
    .53, .43, .37, .29, .19
  };
  private static final double[] OUTWARD = {
    .14, .09, .07, .07, .11, .26, .52, .70, .70, .64, .63, .67, .71, .75, .85, .95, 1.0, .99, .86,
    .64, .49, .41, .33, .23
  };
  private static final double[] ACROSS = {
    .13, .09, .07, .08, .14, .37, .74, .95, .97, .80, .70, .69, .72, .75, .82, .93, .99, .98, .84,
    .62, .47, .40, .32, .22
  };
  private static final double[] SATURDAY = {
    .22, .15, .11, .08, .09, .14, .24, .36, .49, .61, .70, .76, .78, .78, .77, .76, .75, .72, .66,
    .57, .49, .45, .39, .31
  };
  private static final double[] SUNDAY = {
    .24, .17, .12, .08, .07, .10, .16, .24, .34, .47, .58, .66, .70, .71, .71, .71, .70, .67, .61,
    .53, .45, .37, .28, .19
  };

  /** Demand of each day of the week against a Wednesday, Monday first. */
  private static final double[] DAY_FACTOR = {.975, .995, 1.0, 1.01, 1.02, 1.0, 1.0};

  private static final int FRIDAY = 4;
  private static final int SATURDAY_INDEX = 5;

  /** On Fridays people leave up to this much earlier, and the afternoon is fuller. */
  private static final double FRIDAY_SHIFT_HOURS = 0.5;

  /**
   * Share of the peak hour.
   *
   * @param dayOfWeek 0 Monday to 6 Sunday or holiday
   * @param hour hour of the wall clock with its fraction; outside 0 to 24 it wraps around
   */
  double at(int dayOfWeek, double hour) {
    double[] table =
        switch (dayOfWeek) {
          case SATURDAY_INDEX -> SATURDAY;
          case LocalCalendar.SUNDAY -> SUNDAY;
          default -> workday();
        };
    double shifted = dayOfWeek == FRIDAY && hour > 12 ? hour + FRIDAY_SHIFT_HOURS : hour;
    return DAY_FACTOR[dayOfWeek] * interpolate(table, shifted);
  }

  private double[] workday() {
    return switch (this) {
      case MORNING -> INWARD;
      case AFTERNOON -> OUTWARD;
      case BOTH -> ACROSS;
    };
  }

  private static double interpolate(double[] table, double hour) {
    double position = hour - 0.5 + 24;
    int before = (int) position;
    double t = position - before;
    return (1 - t) * table[before % 24] + t * table[(before + 1) % 24];
  }
}
