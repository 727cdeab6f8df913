package com.trafficprediction.core.feature;

import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.units.Quantity;

/**
 * The whole network in one window, as exact sums over segments with an observed speed.
 *
 * @param segments how many
 * @param sumSpeedCenti sum of their speeds, 0.01 km/h
 * @param congested how many were congested
 */
public record NetworkMean(int segments, long sumSpeedCenti, int congested) {
  public static final NetworkMean NONE = new NetworkMean(0, 0, 0);

  /** What one segment's window adds: its speed in 0.01 km/h, or {@link Quantity#ABSENT}. */
  public static NetworkMean of(int speedCenti) {
    if (speedCenti == Quantity.ABSENT) {
      return NONE;
    }
    boolean congested = Quantity.fromCenti(speedCenti) < TrafficCategory.CONGESTED_BELOW_KMH;
    return new NetworkMean(1, speedCenti, congested ? 1 : 0);
  }

  public NetworkMean merge(NetworkMean other) {
    return new NetworkMean(
        segments + other.segments,
        sumSpeedCenti + other.sumSpeedCenti,
        congested + other.congested);
  }

  /** Mean speed in km/h; NaN when no segment was observed. */
  public double speedKmh() {
    return segments == 0 ? Double.NaN : (double) sumSpeedCenti / segments / 100.0;
  }

  /** Share of congested segments, 0 to 1; NaN when no segment was observed. */
  public double congestedShare() {
    return segments == 0 ? Double.NaN : (double) congested / segments;
  }
}
