package com.trafficprediction.serving.corridor;

/**
 * A speed over the next hour, linear between the origin and the middles of the windows that are
 * forecast, constant beyond the last. Where nothing is observed now, the first forecast stands in.
 *
 * @param now at the origin, km/h; NaN when not known
 * @param in15 of the forecast 15 minutes ahead
 * @param in30 of the forecast 30 minutes ahead
 * @param in60 of the forecast 60 minutes ahead
 */
public record SpeedCurve(double now, double in15, double in30, double in60) {
  /** Nothing is known. */
  public static final SpeedCurve UNKNOWN =
      new SpeedCurve(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Middle of the forecast windows, minutes after the origin: a window ends at its horizon. */
  private static final double[] MINUTES = {0, 12.5, 27.5, 57.5};

  /** Speed so many minutes after the origin, km/h; NaN when not known. */
  double at(double minutes) {
    double[] speeds = {now, in15, in30, in60};
    for (int i = 1; i < MINUTES.length; i++) {
      if (minutes < MINUTES[i]) {
        if (Double.isNaN(speeds[i - 1])) {
          return speeds[i];
        }
        double share = (minutes - MINUTES[i - 1]) / (MINUTES[i] - MINUTES[i - 1]);
        return speeds[i - 1] + share * (speeds[i] - speeds[i - 1]);
      }
    }
    return in60;
  }

  /** The same speed at any time. */
  SpeedCurve frozen() {
    return new SpeedCurve(now, now, now, now);
  }
}
