package com.trafficprediction.core.window;

import com.trafficprediction.core.units.Quantity;

/**
 * What a window knows, as exact integers: merging is associative and commutative to the last bit.
 *
 * <p>Averages use observed readings alone. An imputed reading counts in {@code imputedReadings} and
 * its vehicles in {@code imputedVehicles}, for vehicle-kilometres only.
 *
 * @param observedReadings readings measured at least in part
 * @param imputedReadings readings their source made up
 * @param speedReadings observed readings with a speed
 * @param sumSpeedCenti sum of their speeds, 0.01 km/h
 * @param sumSpeedSquaredCenti sum of squares of their speeds, (0.01 km/h)^2
 * @param minSpeedCenti least of them, or {@link Quantity#ABSENT}
 * @param maxSpeedCenti greatest of them, or {@link Quantity#ABSENT}
 * @param weightedSpeedReadings observed readings with both speed and vehicles
 * @param weightedVehicles vehicles of those
 * @param sumSpeedCentiByVehicles sum of speed x vehicles of those
 * @param vehicleReadings observed readings with a vehicle count
 * @param vehicles vehicles of those
 * @param vehicleSeconds seconds that those cover
 * @param imputedVehicles vehicles in imputed readings
 * @param imputedVehicleSeconds seconds that imputed readings with a vehicle count cover
 * @param occupancyReadings observed readings with an occupancy
 * @param sumOccupancyCenti sum of their occupancies, 0.01 %
 */
public record WindowSums(
    int observedReadings,
    int imputedReadings,
    int speedReadings,
    long sumSpeedCenti,
    long sumSpeedSquaredCenti,
    int minSpeedCenti,
    int maxSpeedCenti,
    int weightedSpeedReadings,
    long weightedVehicles,
    long sumSpeedCentiByVehicles,
    int vehicleReadings,
    long vehicles,
    long vehicleSeconds,
    long imputedVehicles,
    long imputedVehicleSeconds,
    int occupancyReadings,
    long sumOccupancyCenti) {

  /** The window without a reading: the neutral element of {@link #merge}. */
  public static final WindowSums EMPTY =
      new WindowSums(0, 0, 0, 0, 0, Quantity.ABSENT, Quantity.ABSENT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sums of both windows' readings; the two must not share a reading. */
  public WindowSums merge(WindowSums other) {
    return new WindowSums(
        observedReadings + other.observedReadings,
        imputedReadings + other.imputedReadings,
        speedReadings + other.speedReadings,
        sumSpeedCenti + other.sumSpeedCenti,
        sumSpeedSquaredCenti + other.sumSpeedSquaredCenti,
        least(minSpeedCenti, other.minSpeedCenti),
        Math.max(maxSpeedCenti, other.maxSpeedCenti),
        weightedSpeedReadings + other.weightedSpeedReadings,
        weightedVehicles + other.weightedVehicles,
        sumSpeedCentiByVehicles + other.sumSpeedCentiByVehicles,
        vehicleReadings + other.vehicleReadings,
        vehicles + other.vehicles,
        vehicleSeconds + other.vehicleSeconds,
        imputedVehicles + other.imputedVehicles,
        imputedVehicleSeconds + other.imputedVehicleSeconds,
        occupancyReadings + other.occupancyReadings,
        sumOccupancyCenti + other.sumOccupancyCenti);
  }

  /**
   * Mean speed in km/h; NaN without an observed speed. Weighted by flow where every speed came with
   * a vehicle count and any vehicle passed, else the plain mean.
   */
  public double speedKmh() {
    if (speedReadings == 0) {
      return Double.NaN;
    }
    boolean weighted = weightedSpeedReadings == speedReadings && weightedVehicles > 0;
    double centi =
        weighted
            ? (double) sumSpeedCentiByVehicles / weightedVehicles
            : (double) sumSpeedCenti / speedReadings;
    return centi / 100.0;
  }

  /** Least observed speed in km/h; NaN without one. */
  public double minSpeedKmh() {
    return Quantity.fromCenti(minSpeedCenti);
  }

  /** Greatest observed speed in km/h; NaN without one. */
  public double maxSpeedKmh() {
    return Quantity.fromCenti(maxSpeedCenti);
  }

  /** Sample standard deviation of the observed speeds in km/h; NaN under two readings. */
  public double stdSpeedKmh() {
    if (speedReadings < 2) {
      return Double.NaN;
    }
    long n = speedReadings;
    // Exact, so never negative: 300 readings of 200 km/h stay under 2^46.
    long scaledVariance = n * sumSpeedSquaredCenti - sumSpeedCenti * sumSpeedCenti;
    return Math.sqrt((double) scaledVariance / (n * (n - 1))) / 100.0;
  }

  /** Observed flow in vehicles per hour, over the seconds with a count; NaN without a count. */
  public double volumeVph() {
    return vehicleSeconds == 0 ? Double.NaN : vehicles * 3600.0 / vehicleSeconds;
  }

  /** Mean occupancy in percent; NaN without an observed one. */
  public double occupancyPercent() {
    return occupancyReadings == 0
        ? Double.NaN
        : (double) sumOccupancyCenti / occupancyReadings / 100.0;
  }

  private static int least(int a, int b) {
    if (a == Quantity.ABSENT) {
      return b;
    }
    return b == Quantity.ABSENT ? a : Math.min(a, b);
  }
}
