package com.trafficprediction.core.evaluation;

/**
 * Forecasts that need no model; they stand in every table, scored on the same rows as the models.
 */
public enum Baseline {
  /**
   * The last observed speed, carried forward for at most {@link #MAX_AGE_MINUTES}; the historical
   * average where there is none.
   */
  PERSISTENCE("persistence"),
  /** The segment's profile at the target window: what is usual at that time of that kind of day. */
  HISTORICAL_AVERAGE("historical_average");

  /** Persistence forgets an observation older than this, as features do. */
  public static final int MAX_AGE_MINUTES = 60;

  private final String key;

  Baseline(String key) {
    this.key = key;
  }

  /** The name in files and reports. */
  public String key() {
    return key;
  }

  /**
   * The baseline's forecast in km/h.
   *
   * @param lastObservedKmh last observed speed; NaN when there is none
   * @param ageMinutes its age at the origin
   * @param profileAtTargetKmh profile at the target window, fitted on training data alone
   */
  public double forecastKmh(double lastObservedKmh, int ageMinutes, double profileAtTargetKmh) {
    return switch (this) {
      case HISTORICAL_AVERAGE -> profileAtTargetKmh;
      case PERSISTENCE ->
          Double.isNaN(lastObservedKmh) || ageMinutes > MAX_AGE_MINUTES
              ? profileAtTargetKmh
              : lastObservedKmh;
    };
  }
}
