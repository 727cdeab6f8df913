package com.trafficprediction.core.profile;

import com.trafficprediction.core.units.Quantity;

/**
 * A segment over all time. NaN where nothing was observed.
 *
 * @param meanSpeedKmh mean of window speeds
 * @param stdSpeedKmh their standard deviation
 * @param minSpeedKmh least window speed
 * @param maxSpeedKmh greatest window speed
 * @param freeFlowKmh highest usual speed of any slot of the day
 * @param meanVolumeVph mean of window volumes, vehicles per hour
 * @param stdVolumeVph their standard deviation
 * @param speedWindows windows with a speed
 */
public record SegmentStatistics(
    double meanSpeedKmh,
    double stdSpeedKmh,
    double minSpeedKmh,
    double maxSpeedKmh,
    double freeFlowKmh,
    double meanVolumeVph,
    double stdVolumeVph,
    long speedWindows) {

  static SegmentStatistics of(ProfileSums sums, double freeFlowKmh) {
    Moments speed = Moments.of(sums.speed());
    Moments volume = Moments.of(sums.volume());
    return new SegmentStatistics(
        speed.mean() / 100.0,
        speed.std() / 100.0,
        Quantity.fromCenti(sums.minSpeedCenti()),
        Quantity.fromCenti(sums.maxSpeedCenti()),
        freeFlowKmh,
        volume.mean(),
        volume.std(),
        speed.count());
  }

  private record Moments(long count, double mean, double std) {
    static Moments of(SlotSums sums) {
      long n = 0;
      long sum = 0;
      long squares = 0;
      for (int cell = 0; cell < SlotSums.CELLS; cell++) {
        n += sums.count(cell);
        sum += sums.sum(cell);
        squares += sums.sumSquares(cell);
      }
      if (n == 0) {
        return new Moments(0, Double.NaN, Double.NaN);
      }
      double mean = (double) sum / n;
      return new Moments(n, mean, Math.sqrt(Math.max(0, (double) squares / n - mean * mean)));
    }
  }
}
