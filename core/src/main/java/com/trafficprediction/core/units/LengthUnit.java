package com.trafficprediction.core.units;

/** A unit in which a feed may report lengths and postmiles. */
public enum LengthUnit {
  KILOMETRES(1.0),
  METRES(0.001),
  MILES(1.609344);

  /** Kilometres in one international mile: exact by definition (1959 agreement). */
  public static final double KM_PER_MILE = 1.609344;

  private final double kmPerUnit;

  LengthUnit(double kmPerUnit) {
    this.kmPerUnit = kmPerUnit;
  }

  /** Converts a length in this unit to km; NaN stays NaN. */
  public double toKm(double length) {
    return length * kmPerUnit;
  }
}
