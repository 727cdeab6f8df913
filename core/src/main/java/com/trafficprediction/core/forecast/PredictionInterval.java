package com.trafficprediction.core.forecast;

/**
 * The speeds, in km/h, between which the observed one should lie with the nominal probability. Both
 * ends belong to it.
 */
public record PredictionInterval(double lowerKmh, double upperKmh) {
  /** No interval reaches beyond this, the greatest speed a reading may have. */
  public static final double MAX_SPEED_KMH = 200;

  public PredictionInterval {
    if (!(0 <= lowerKmh && lowerKmh <= upperKmh && upperKmh <= MAX_SPEED_KMH)) {
      throw new IllegalArgumentException(
          "an interval needs 0 <= lower <= upper <= 200 km/h, got " + lowerKmh + " to " + upperKmh);
    }
  }

  public double widthKmh() {
    return upperKmh - lowerKmh;
  }

  public boolean contains(double speedKmh) {
    return speedKmh >= lowerKmh && speedKmh <= upperKmh;
  }

  /** A speed moved into the range that speeds may have. */
  public static double clip(double speedKmh) {
    return Math.max(0, Math.min(MAX_SPEED_KMH, speedKmh));
  }
}
