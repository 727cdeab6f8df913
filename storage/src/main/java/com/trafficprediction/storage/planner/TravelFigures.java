package com.trafficprediction.storage.planner;

import static com.trafficprediction.storage.records.Absent.orNull;

import com.trafficprediction.core.planner.ReferenceSpeed;
import com.trafficprediction.core.planner.TravelSums;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Travel over a place and time, as {@link TravelSums} defines it. All absent without volume or
 * lengths.
 *
 * @param vehicleKm vehicle-kilometres travelled (VMT, in km)
 * @param imputedShare share of them that rests on imputed flow, 0 to 1
 * @param timedShare share of them whose speed was observed, 0 to 1
 * @param vehicleHours vehicle-hours travelled (VHT)
 * @param speedKmh VMT / VHT
 * @param delayVehicleHours vehicle-hours lost by reference speed in mph; empty when not known
 */
public record TravelFigures(
    @Nullable Double vehicleKm,
    @Nullable Double imputedShare,
    @Nullable Double timedShare,
    @Nullable Double vehicleHours,
    @Nullable Double speedKmh,
    SortedMap<Integer, Double> delayVehicleHours) {
  public TravelFigures {
    delayVehicleHours = new TreeMap<>(delayVehicleHours);
  }

  /** The figures of some sums. */
  public static TravelFigures of(TravelSums sums) {
    SortedMap<Integer, Double> delay = new TreeMap<>();
    for (ReferenceSpeed reference : ReferenceSpeed.values()) {
      double hours = sums.delayVehicleHours(reference);
      if (!Double.isNaN(hours)) {
        delay.put(reference.mph(), hours);
      }
    }
    return new TravelFigures(
        orNull(sums.vehicleKm()),
        orNull(sums.imputedShare()),
        orNull(sums.timedShare()),
        orNull(sums.vehicleHours()),
        orNull(sums.speedKmh()),
        delay);
  }
}
