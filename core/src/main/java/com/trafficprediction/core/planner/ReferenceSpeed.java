package com.trafficprediction.core.planner;

import com.trafficprediction.core.units.SpeedUnit;

/**
 * Speeds against which delay may be measured. PeMS computes delay for thresholds from 35 to 60 mph;
 * 60 is its free flow, 35 its severe congestion.
 */
public enum ReferenceSpeed {
  MPH_35(35),
  MPH_40(40),
  MPH_45(45),
  MPH_50(50),
  MPH_55(55),
  MPH_60(60);

  /** The one shown when nobody chose. */
  public static final ReferenceSpeed DEFAULT = MPH_60;

  private final int mph;

  ReferenceSpeed(int mph) {
    this.mph = mph;
  }

  public int mph() {
    return mph;
  }

  public double kmh() {
    return SpeedUnit.MPH.toKmh(mph);
  }

  /**
   * The reference speed of so many miles per hour.
   *
   * @throws IllegalArgumentException for anything but 35, 40, … 60
   */
  public static ReferenceSpeed ofMph(int mph) {
    for (ReferenceSpeed speed : values()) {
      if (speed.mph == mph) {
        return speed;
      }
    }
    throw new IllegalArgumentException(
        mph + " mph is no reference speed for delay: use 35, 40, 45, 50, 55 or 60");
  }
}
