package com.trafficprediction.core.incident;

/** How bad an incident is, by what the detectors see of it: the worst so far. */
public enum Severity {
  /** A short queue that moves. */
  MINOR,
  /** A queue of a kilometre, or one that hardly moves. */
  MODERATE,
  /** A queue of three kilometres, or half of the usual flow missing. */
  MAJOR;

  private static final double MODERATE_KM = 1.0;
  private static final double MAJOR_KM = 3.0;
  private static final double MODERATE_SPEED_KMH = 30.0;
  private static final double MAJOR_FLOW_LOSS = 0.5;

  /**
   * The band of a queue.
   *
   * @param extentKm length of the queue
   * @param speedKmh least speed in it, or NaN
   * @param flowLoss share of the usual flow that is missing downstream, or NaN
   */
  static Severity of(double extentKm, double speedKmh, double flowLoss) {
    if (extentKm >= MAJOR_KM || flowLoss >= MAJOR_FLOW_LOSS) {
      return MAJOR;
    }
    return extentKm >= MODERATE_KM || speedKmh < MODERATE_SPEED_KMH ? MODERATE : MINOR;
  }
}
