package com.trafficprediction.serving.corridor;

/**
 * A station of a corridor with its speeds over the next hour.
 *
 * @param segmentId the segment
 * @param lengthKm length that it stands for, positive
 * @param freeFlowKmh usual speed at its fastest; NaN when not known
 * @param speeds expected speed; {@link SpeedCurve#UNKNOWN} when nothing is known
 * @param slow lower ends of the intervals
 * @param fast upper ends of the intervals
 */
public record Station(
    String segmentId,
    double lengthKm,
    double freeFlowKmh,
    SpeedCurve speeds,
    SpeedCurve slow,
    SpeedCurve fast) {
  public Station {
    if (!(lengthKm > 0)) {
      throw new IllegalArgumentException("a station stands for a positive length: " + segmentId);
    }
  }
}
