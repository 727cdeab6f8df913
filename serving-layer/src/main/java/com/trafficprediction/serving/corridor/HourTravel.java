package com.trafficprediction.serving.corridor;

import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.HourlyAggregate;
import org.jspecify.annotations.Nullable;

/**
 * What the stations of a corridor amount to over some hours. Additive, mutable, not thread-safe.
 *
 * <p>Speed is VMT / VHT, of the station hours whose two sums are of the same vehicles: those
 * without imputed flow, and those in which every window had an observed speed. Congested length is
 * each station's length times the share of its time under 45 mph; it needs no volume.
 */
final class HourTravel {
  private static final double WINDOW_HOURS = Windows.MINUTES / 60.0;

  private double observedWeight;
  private double expectedWeight;
  private double vehicleKm = Double.NaN;
  private double vehicleHours = Double.NaN;
  private double timedKm;
  private double timedHours;
  private double delayVehicleHours = Double.NaN;
  private double congestedKmHours = Double.NaN;

  /** Says that a station should have reported so many windows. */
  void expect(Segment station, int windows) {
    expectedWeight += weight(station) * windows;
  }

  /** Adds a station's hour, once. */
  void add(Segment station, HourlyAggregate hour) {
    observedWeight += weight(station) * hour.getObservedWindows();
    Double vmt = hour.getVmtVehicleKm();
    Double vht = hour.getVhtVehicleHours();
    vehicleKm = plus(vehicleKm, vmt);
    vehicleHours = plus(vehicleHours, vht);
    delayVehicleHours = plus(delayVehicleHours, hour.getDelayVehicleHours());
    Long imputed = hour.getImputedVehicles();
    boolean likeWithLike =
        imputed == null || imputed == 0 || hour.getObservedWindows() >= hour.getExpectedWindows();
    if (vmt != null && vht != null && likeWithLike) {
      timedKm += vmt;
      timedHours += vht;
    }
    Double congested = hour.getCongestedShare();
    if (congested != null && !Double.isNaN(station.lengthKm())) {
      congestedKmHours =
          plus(
              congestedKmHours,
              station.lengthKm() * congested * hour.getObservedWindows() * WINDOW_HOURS);
    }
  }

  /** Adds what another one has. */
  void add(HourTravel other) {
    observedWeight += other.observedWeight;
    expectedWeight += other.expectedWeight;
    vehicleKm = plus(vehicleKm, other.vehicleKm);
    vehicleHours = plus(vehicleHours, other.vehicleHours);
    timedKm += other.timedKm;
    timedHours += other.timedHours;
    delayVehicleHours = plus(delayVehicleHours, other.delayVehicleHours);
    congestedKmHours = plus(congestedKmHours, other.congestedKmHours);
  }

  private static double weight(Segment station) {
    return Double.isNaN(station.lengthKm()) ? 1 : station.lengthKm();
  }

  private static double plus(double sum, @Nullable Double value) {
    if (value == null || Double.isNaN(value)) {
      return sum;
    }
    return Double.isNaN(sum) ? value : sum + value;
  }

  /** Share of length and time that was observed, 0 to 1; NaN when nothing was expected. */
  double observedShare() {
    return expectedWeight == 0 ? Double.NaN : Math.min(1, observedWeight / expectedWeight);
  }

  /** Vehicle-kilometres, imputed flow included; NaN without volume or lengths. */
  double vehicleKm() {
    return vehicleKm;
  }

  /** Vehicle-hours where speed was observed; NaN without. */
  double vehicleHours() {
    return vehicleHours;
  }

  /** Speed in km/h; NaN without volume or lengths. */
  double speedKmh() {
    return timedHours > 0 ? timedKm / timedHours : Double.NaN;
  }

  /** Vehicle-hours lost against 60 mph; NaN without volume or lengths. */
  double delayVehicleHours() {
    return delayVehicleHours;
  }

  /** Length under 45 mph summed over time, km-hours; NaN without lengths or observed speeds. */
  double congestedKmHours() {
    return congestedKmHours;
  }
}
