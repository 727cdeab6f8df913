package com.trafficprediction.core.units;

/**
 * Quantisation at ingest: speeds to 0.01 km/h, occupancy to 0.01 %, volume to whole vehicles.
 *
 * <p>Integers add up to the same sum in any order, so a window, a profile or a network mean is
 * equal to the last bit whether a mapper, a combiner, a stream consumer or the serving layer
 * computed it.
 */
public final class Quantity {
  /** Stands for "absent" in a quantised, never negative, quantity. */
  public static final int ABSENT = -1;

  private static final double CENTI = 100.0;

  private Quantity() {}

  /**
   * Hundredths of a non-negative value, rounded half up.
   *
   * @param value a finite value of at least 0, or NaN for absent
   * @return hundredths, or {@link #ABSENT} for NaN
   */
  public static int centi(double value) {
    return Double.isNaN(value) ? ABSENT : Math.toIntExact(Math.round(value * CENTI));
  }

  /** The value of {@code centi} hundredths; NaN for {@link #ABSENT}. */
  public static double fromCenti(int centi) {
    return centi == ABSENT ? Double.NaN : centi / CENTI;
  }

  /**
   * Whole vehicles that a rate gives over an interval, rounded half up.
   *
   * @param volumeVph vehicles per hour, at least 0, or NaN for absent
   * @param intervalSeconds seconds covered, positive
   * @return vehicles, or {@link #ABSENT} for NaN
   */
  public static int vehicles(double volumeVph, int intervalSeconds) {
    return Double.isNaN(volumeVph)
        ? ABSENT
        : Math.toIntExact(Math.round(volumeVph * intervalSeconds / 3600.0));
  }
}
