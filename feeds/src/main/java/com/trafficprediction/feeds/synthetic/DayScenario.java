package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.random.Seeds;
import java.util.SplittableRandom;

/**
 * What makes one day unlike another: how many people drive, how early, and whether it rains.
 *
 * <p>Rain takes up to 9 % of the free speed and 11 % of the capacity, in the range that Hranac et
 * al. (FHWA-HOP-07-073, 2006) found for light to heavy rain.
 */
final class DayScenario {
  private static final double REGION_SPREAD = 0.022;
  private static final double ROAD_SPREAD = 0.022;
  private static final double SHIFT_SPREAD_HOURS = 0.13;
  private static final double RAIN_SPEED_LOSS = 0.09;
  private static final double RAIN_CAPACITY_LOSS = 0.11;
  private static final double RAIN_RAMP_MILLIS = 30.0 * ServiceDay.MINUTE_MILLIS;

  private final LocalCalendar calendar;
  private final double[] roadDemand;
  private final double[] shiftHours;
  private final double rain;
  private final long rainStart;
  private final long rainEnd;

  DayScenario(SyntheticParameters parameters, LocalCalendar calendar, ServiceDay day, int roads) {
    this.calendar = calendar;
    SplittableRandom random = new Seeds(parameters.seed()).generator(day.stream("scenario"), 0);
    boolean wet = random.nextDouble() < parameters.rainDayShare();
    double start = random.nextDouble() * 16;
    double hours = 3 + 6 * random.nextDouble();
    rain = wet ? 0.4 + 0.6 * random.nextDouble() : 0;
    rainStart = day.startMillis() + Math.round(start * 60) * ServiceDay.MINUTE_MILLIS;
    rainEnd = rainStart + Math.round(hours * 60) * ServiceDay.MINUTE_MILLIS;
    double region = 1 + REGION_SPREAD * Noise.clipped(random);
    double regionShift = SHIFT_SPREAD_HOURS * Noise.clipped(random) / 2;
    roadDemand = new double[roads];
    shiftHours = new double[roads];
    for (int i = 0; i < roads; i++) {
      roadDemand[i] = region * (1 + ROAD_SPREAD * Noise.clipped(random));
      shiftHours[i] = regionShift + SHIFT_SPREAD_HOURS * Noise.clipped(random);
    }
  }

  /** Demand of a road at an instant, as a share of its peak hour. */
  double demand(RoadPlan road, long epochMillis) {
    double hour = ServiceDay.hour(calendar, epochMillis) - shiftHours[road.index()];
    return roadDemand[road.index()] * road.shape().at(calendar.dayOfWeek(epochMillis), hour);
  }

  /** Share of the free speed that the weather leaves. */
  double speedFactor(long epochMillis) {
    return 1 - RAIN_SPEED_LOSS * wetness(epochMillis);
  }

  /** Share of the capacity that the weather leaves. */
  double capacityFactor(long epochMillis) {
    return 1 - RAIN_CAPACITY_LOSS * wetness(epochMillis);
  }

  private double wetness(long epochMillis) {
    double inside = Math.min(epochMillis - rainStart, rainEnd - epochMillis);
    return rain * Math.max(0, Math.min(1, inside / RAIN_RAMP_MILLIS));
  }
}
