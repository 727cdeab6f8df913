package com.trafficprediction.core.window;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;

/**
 * Folds the readings of one window, each once: the caller drops duplicates by {@link
 * Reading#TIE_BREAK} before.
 *
 * <pre>{@code
 * WindowFold fold = new WindowFold();
 * readings.forEach(fold::add);
 * WindowSums sums = fold.sums();
 * }</pre>
 *
 * <p>Mutable and not thread-safe; one fold per window.
 */
public final class WindowFold {
  private int observedReadings;
  private int imputedReadings;
  private int speedReadings;
  private long sumSpeedCenti;
  private long sumSpeedSquaredCenti;
  private int minSpeedCenti = Quantity.ABSENT;
  private int maxSpeedCenti = Quantity.ABSENT;
  private int weightedSpeedReadings;
  private long weightedVehicles;
  private long sumSpeedCentiByVehicles;
  private int vehicleReadings;
  private long vehicles;
  private long vehicleSeconds;
  private long imputedVehicles;
  private long imputedVehicleSeconds;
  private int occupancyReadings;
  private long sumOccupancyCenti;

  /** Adds one reading. */
  public void add(Reading reading) {
    if (reading.imputed()) {
      imputedReadings++;
      if (reading.hasVehicles()) {
        imputedVehicles += reading.vehicles();
        imputedVehicleSeconds += reading.intervalSeconds();
      }
      return;
    }
    observedReadings++;
    if (reading.hasSpeed()) {
      addSpeed(reading);
    }
    if (reading.hasVehicles()) {
      vehicleReadings++;
      vehicles += reading.vehicles();
      vehicleSeconds += reading.intervalSeconds();
    }
    if (reading.hasOccupancy()) {
      occupancyReadings++;
      sumOccupancyCenti += reading.occupancyCenti();
    }
  }

  private void addSpeed(Reading reading) {
    long speed = reading.speedCenti();
    speedReadings++;
    sumSpeedCenti += speed;
    sumSpeedSquaredCenti += speed * speed;
    minSpeedCenti =
        minSpeedCenti == Quantity.ABSENT
            ? reading.speedCenti()
            : Math.min(minSpeedCenti, reading.speedCenti());
    maxSpeedCenti = Math.max(maxSpeedCenti, reading.speedCenti());
    if (reading.hasVehicles()) {
      weightedSpeedReadings++;
      weightedVehicles += reading.vehicles();
      sumSpeedCentiByVehicles += speed * reading.vehicles();
    }
  }

  /** What has been added so far. */
  public WindowSums sums() {
    return new WindowSums(
        observedReadings,
        imputedReadings,
        speedReadings,
        sumSpeedCenti,
        sumSpeedSquaredCenti,
        minSpeedCenti,
        maxSpeedCenti,
        weightedSpeedReadings,
        weightedVehicles,
        sumSpeedCentiByVehicles,
        vehicleReadings,
        vehicles,
        vehicleSeconds,
        imputedVehicles,
        imputedVehicleSeconds,
        occupancyReadings,
        sumOccupancyCenti);
  }
}
