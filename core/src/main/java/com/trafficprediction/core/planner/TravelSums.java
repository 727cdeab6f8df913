package com.trafficprediction.core.planner;

import com.trafficprediction.core.evaluation.AdditiveSums;
import com.trafficprediction.core.units.SpeedUnit;
import com.trafficprediction.core.window.WindowSums;
import java.util.Arrays;

/**
 * Travel on any set of segments over any time, as exact integers: vehicle-metres and
 * vehicle-milliseconds. Merging is associative and commutative.
 *
 * <p>Definitions (PeMS; Choe, Skabardonis and Varaiya 2002): a window's vehicles on a segment of
 * length L travel VMT = vehicles x L and take VHT = VMT / v; a set's speed is VMT / VHT, never the
 * mean of speeds; delay against Vt is max(0, vehicles x (L / v - L / Vt)). Imputed vehicles count
 * in VMT, and in VHT where a speed was observed; delay takes observed vehicles alone. Vehicles of a
 * window without an observed speed count in VMT only, so that speed compares like with like.
 */
public final class TravelSums implements AdditiveSums {
  /** Speeds below this count as this: a detector that reads 0 must not take for ever. */
  public static final double MIN_SPEED_KMH = SpeedUnit.MPH.toKmh(1);

  private static final ReferenceSpeed[] REFERENCES = ReferenceSpeed.values();
  private static final int WINDOWS = 0;
  private static final int TIMED_WINDOWS = 1;
  private static final int VEHICLE_METRES = 2;
  private static final int IMPUTED_VEHICLE_METRES = 3;
  private static final int TIMED_VEHICLE_METRES = 4;
  private static final int VEHICLE_MILLIS = 5;
  private static final int DELAY = 6;
  private static final int COMPONENTS = DELAY + 6;
  private static final double MILLIS_PER_HOUR = 3_600_000.0;
  private static final double METRES_PER_KM = 1000.0;

  /** No travel: the neutral element of {@link #merge}. */
  public static final TravelSums EMPTY = new TravelSums(new long[COMPONENTS]);

  private final long[] sums;

  private TravelSums(long[] sums) {
    this.sums = sums;
  }

  /**
   * The travel of one window; {@link #EMPTY} when its vehicles or the segment's length are not
   * known.
   *
   * @param window the window's sums
   * @param lengthKm length that the station stands for, NaN when unknown
   */
  public static TravelSums of(WindowSums window, double lengthKm) {
    boolean counted = window.vehicleSeconds() > 0 || window.imputedVehicleSeconds() > 0;
    if (!counted || Double.isNaN(lengthKm)) {
      return EMPTY;
    }
    long[] sums = new long[COMPONENTS];
    long metres = Math.round(lengthKm * METRES_PER_KM);
    long all = window.vehicles() + window.imputedVehicles();
    sums[WINDOWS] = 1;
    sums[VEHICLE_METRES] = all * metres;
    sums[IMPUTED_VEHICLE_METRES] = window.imputedVehicles() * metres;
    double speed = window.speedKmh();
    if (!Double.isNaN(speed)) {
      double millisPerVehicle = millis(metres, Math.max(MIN_SPEED_KMH, speed));
      sums[TIMED_WINDOWS] = 1;
      sums[TIMED_VEHICLE_METRES] = all * metres;
      sums[VEHICLE_MILLIS] = Math.round(all * millisPerVehicle);
      for (int i = 0; i < REFERENCES.length; i++) {
        double lost = millisPerVehicle - millis(metres, REFERENCES[i].kmh());
        sums[DELAY + i] = Math.round(window.vehicles() * Math.max(0, lost));
      }
    }
    return new TravelSums(sums);
  }

  private static double millis(long metres, double kmh) {
    return metres / METRES_PER_KM / kmh * MILLIS_PER_HOUR;
  }

  /** The sums of what {@link #components} gave. */
  public static TravelSums ofComponents(long[] components) {
    AdditiveSums.requireLength(components, COMPONENTS, "TravelSums");
    return new TravelSums(components.clone());
  }

  @Override
  public long[] components() {
    return sums.clone();
  }

  /** The travel of both. */
  public TravelSums merge(TravelSums other) {
    return new TravelSums(AdditiveSums.add(sums, other.sums));
  }

  /** True when no window was counted: every measure is then unknown. */
  public boolean isEmpty() {
    return sums[WINDOWS] == 0;
  }

  /** Vehicle-kilometres travelled (VMT, in km); NaN when nothing was counted. */
  public double vehicleKm() {
    return isEmpty() ? Double.NaN : sums[VEHICLE_METRES] / METRES_PER_KM;
  }

  /** Share of the vehicle-kilometres that rests on imputed flow; NaN without any. */
  public double imputedShare() {
    return share(IMPUTED_VEHICLE_METRES);
  }

  /** Share of the vehicle-kilometres whose speed was observed; NaN without any. */
  public double timedShare() {
    return share(TIMED_VEHICLE_METRES);
  }

  private double share(int part) {
    return sums[VEHICLE_METRES] == 0 ? Double.NaN : (double) sums[part] / sums[VEHICLE_METRES];
  }

  /** Vehicle-hours travelled, where speed was observed; NaN without such a window. */
  public double vehicleHours() {
    return sums[TIMED_WINDOWS] == 0 ? Double.NaN : sums[VEHICLE_MILLIS] / MILLIS_PER_HOUR;
  }

  /**
   * Speed in km/h: vehicle-kilometres over vehicle-hours, where speed was observed; NaN without a
   * vehicle.
   */
  public double speedKmh() {
    return sums[TIMED_VEHICLE_METRES] / METRES_PER_KM / vehicleHours();
  }

  /** Vehicle-hours lost against a reference speed; NaN without a window with flow and speed. */
  public double delayVehicleHours(ReferenceSpeed reference) {
    int index = Arrays.binarySearch(REFERENCES, reference);
    return sums[TIMED_WINDOWS] == 0 ? Double.NaN : sums[DELAY + index] / MILLIS_PER_HOUR;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TravelSums that && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "TravelSums" + Arrays.toString(sums);
  }
}
