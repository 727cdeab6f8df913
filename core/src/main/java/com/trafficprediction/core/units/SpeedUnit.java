package com.trafficprediction.core.units;

/** A unit in which a feed may report speed. */
public enum SpeedUnit {
  KMH(1.0),
  MPH(LengthUnit.KM_PER_MILE),
  METRES_PER_SECOND(3.6);

  private final double kmhPerUnit;

  SpeedUnit(double kmhPerUnit) {
    this.kmhPerUnit = kmhPerUnit;
  }

  /** Converts a speed in this unit to km/h; NaN stays NaN. */
  public double toKmh(double speed) {
    return speed * kmhPerUnit;
  }

  /** Converts a speed in km/h to this unit; NaN stays NaN. */
  public double fromKmh(double speedKmh) {
    return speedKmh / kmhPerUnit;
  }
}
