package com.trafficprediction.core.evaluation;

/** What is forecast, and how finely its errors are counted. */
public enum ErrorScale {
  /** Speeds: errors to 0.001 km/h, observed values to 0.01 km/h; no percentage under 5 km/h. */
  SPEED_KMH(0.001, 0.01, 5.0, 1000.0),
  /** Volumes: errors and values to 0.1 vehicles per hour; no percentage under 60 of them. */
  VOLUME_VPH(0.1, 0.1, 60.0, 100_000.0);

  private final double errorQuantum;
  private final double valueQuantum;
  private final double percentageFloor;
  private final double limit;

  ErrorScale(double errorQuantum, double valueQuantum, double percentageFloor, double limit) {
    this.errorQuantum = errorQuantum;
    this.valueQuantum = valueQuantum;
    this.percentageFloor = percentageFloor;
    this.limit = limit;
  }

  double errorQuantum() {
    return errorQuantum;
  }

  double valueQuantum() {
    return valueQuantum;
  }

  /** Observed values below this are left out of MAPE, where they would drown everything else. */
  public double percentageFloor() {
    return percentageFloor;
  }

  /** No forecast or observation may exceed this in size: it bounds the sums. */
  public double limit() {
    return limit;
  }
}
