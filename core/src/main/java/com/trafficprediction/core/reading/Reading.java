package com.trafficprediction.core.reading;

import com.trafficprediction.core.units.Quantity;
import java.util.Comparator;

/**
 * A valid, quantised reading. Absent quantities are {@link Quantity#ABSENT}, never 0.
 *
 * @param eventId identity of the reading; equal ids are one reading delivered twice
 * @param segmentId the segment it was taken on
 * @param startMillis start of the interval covered, epoch milliseconds UTC
 * @param intervalSeconds seconds covered, positive
 * @param speedCenti mean speed in 0.01 km/h, or absent
 * @param vehicles vehicles counted in the interval, or absent
 * @param occupancyCenti occupancy in 0.01 %, or absent
 * @param observedCenti measured share in 0.01 %; 0 marks a reading that its source imputed
 */
public record Reading(
    String eventId,
    String segmentId,
    long startMillis,
    int intervalSeconds,
    int speedCenti,
    int vehicles,
    int occupancyCenti,
    int observedCenti) {

  /**
   * Which of several readings with one event id counts: the least in this order. The better
   * observed one first, then by content, so that the choice never depends on arrival.
   */
  public static final Comparator<Reading> TIE_BREAK =
      Comparator.comparingInt((Reading r) -> -r.observedCenti)
          .thenComparingLong(Reading::startMillis)
          .thenComparingInt(Reading::intervalSeconds)
          .thenComparingInt(r -> -r.speedCenti)
          .thenComparingInt(r -> -r.vehicles)
          .thenComparingInt(r -> -r.occupancyCenti)
          .thenComparing(Reading::segmentId);

  public Reading {
    if (eventId.isEmpty() || segmentId.isEmpty()) {
      throw new IllegalArgumentException("a reading needs an event id and a segment id");
    }
    if (intervalSeconds <= 0) {
      throw new IllegalArgumentException(
          "interval must be positive, was " + intervalSeconds + " s");
    }
    if (speedCenti < Quantity.ABSENT
        || vehicles < Quantity.ABSENT
        || occupancyCenti < Quantity.ABSENT
        || observedCenti < 0) {
      throw new IllegalArgumentException("negative quantity in reading " + eventId);
    }
  }

  /** True when its source made the reading up (PeMS: 0 % observed). Never trained on or scored. */
  public boolean imputed() {
    return observedCenti == 0;
  }

  public boolean hasSpeed() {
    return speedCenti != Quantity.ABSENT;
  }

  public boolean hasVehicles() {
    return vehicles != Quantity.ABSENT;
  }

  public boolean hasOccupancy() {
    return occupancyCenti != Quantity.ABSENT;
  }

  /** Flow in vehicles per hour; NaN when absent. */
  public double volumeVph() {
    return hasVehicles() ? vehicles * 3600.0 / intervalSeconds : Double.NaN;
  }
}
