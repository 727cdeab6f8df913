package com.trafficprediction.core.forecast;

import com.trafficprediction.core.units.LengthUnit;

/** Traffic state by speed; the one table of the whole system. Bands are half open, in km/h. */
public enum TrafficCategory {
  SEVERE_CONGESTION("severe_congestion", 0, 20),
  HEAVY_TRAFFIC("heavy_traffic", 20, 35),
  LIGHT_TRAFFIC("light_traffic", 35, 50),
  FREE_FLOW("free_flow", 50, Double.POSITIVE_INFINITY);

  /**
   * Speeds under this are congested, in every table: 45 mph, the threshold of the literature on
   * Californian freeways.
   */
  public static final double CONGESTED_BELOW_KMH = 45 * LengthUnit.KM_PER_MILE;

  private final String key;
  private final double fromMph;
  private final double toMph;

  TrafficCategory(String key, double fromMph, double toMph) {
    this.key = key;
    this.fromMph = fromMph;
    this.toMph = toMph;
  }

  /** The name in answers and files. */
  public String key() {
    return key;
  }

  /** Least speed of the band in km/h, inclusive. */
  public double fromKmh() {
    return fromMph * LengthUnit.KM_PER_MILE;
  }

  /** Upper end of the band in km/h, exclusive; infinite for free flow. */
  public double toKmh() {
    return toMph * LengthUnit.KM_PER_MILE;
  }

  /**
   * The category of a speed in km/h.
   *
   * @throws IllegalArgumentException for NaN: no data is not a category
   */
  public static TrafficCategory of(double speedKmh) {
    if (Double.isNaN(speedKmh)) {
      throw new IllegalArgumentException("no category without a speed");
    }
    TrafficCategory found = SEVERE_CONGESTION;
    for (TrafficCategory category : values()) {
      if (speedKmh >= category.fromKmh()) {
        found = category;
      }
    }
    return found;
  }
}
