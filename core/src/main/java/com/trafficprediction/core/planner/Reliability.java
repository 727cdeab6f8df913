package com.trafficprediction.core.planner;

/**
 * How long a trip takes in a part of the week, and how much that varies from day to day (FHWA,
 * Travel Time Reliability: Making It There On Time, All The Time; 23 CFR 490.511 for LOTTR). All
 * are ratios of travel times, so the length cancels out.
 */
public sealed interface Reliability {
  /** Fewer days than this say nothing about day-to-day variation. */
  int MIN_DAYS = 10;

  /**
   * The measures.
   *
   * @param travelTimeIndex mean travel time over free-flow travel time
   * @param planningTimeIndex 95th percentile of travel time over free-flow travel time
   * @param bufferIndex (95th percentile - mean) / mean
   * @param lottr level of travel time reliability: 80th over 50th percentile; unreliable from 1.5
   * @param meanSecondsPerKm mean travel time of one km
   * @param p50SecondsPerKm median of it
   * @param p80SecondsPerKm 80th percentile of it
   * @param p95SecondsPerKm 95th percentile of it
   * @param freeFlowKmh free-flow speed used
   * @param days days observed
   * @param n windows observed
   */
  record Measured(
      double travelTimeIndex,
      double planningTimeIndex,
      double bufferIndex,
      double lottr,
      double meanSecondsPerKm,
      double p50SecondsPerKm,
      double p80SecondsPerKm,
      double p95SecondsPerKm,
      double freeFlowKmh,
      int days,
      long n)
      implements Reliability {}

  /**
   * Nothing can be said.
   *
   * @param days days observed
   * @param needed days needed; 0 when it is the free flow that is not known
   */
  record Suppressed(int days, int needed) implements Reliability {}

  /** {@link #of(SpeedSample, double, int)} with {@link #MIN_DAYS}. */
  static Reliability of(SpeedSample sample, double freeFlowKmh) {
    return of(sample, freeFlowKmh, MIN_DAYS);
  }

  /**
   * The measures of a sample.
   *
   * @param sample observed speeds of one place, or of a corridor as a whole, in one period
   * @param freeFlowKmh free-flow speed of the same place; NaN when unknown
   * @param minDays days under which the measures are suppressed, at least 1
   */
  static Reliability of(SpeedSample sample, double freeFlowKmh, int minDays) {
    if (sample.days() < Math.max(1, minDays)) {
      return new Suppressed(sample.days(), Math.max(1, minDays));
    }
    if (Double.isNaN(freeFlowKmh)) {
      return new Suppressed(sample.days(), 0);
    }
    double freeFlow = 3600 / freeFlowKmh;
    double mean = sample.meanSecondsPerKm();
    double p50 = sample.secondsPerKmPercentile(50);
    double p80 = sample.secondsPerKmPercentile(80);
    double p95 = sample.secondsPerKmPercentile(95);
    return new Measured(
        mean / freeFlow,
        p95 / freeFlow,
        (p95 - mean) / mean,
        p80 / p50,
        mean,
        p50,
        p80,
        p95,
        freeFlowKmh,
        sample.days(),
        sample.n());
  }
}
