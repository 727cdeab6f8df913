package com.trafficprediction.core.incident;

import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.window.WindowSums;

/**
 * What was observed at one station in one window, and what is usual there and then. Anything may be
 * NaN: not observed, or not known.
 *
 * @param speedKmh observed mean speed
 * @param occupancyPercent observed mean occupancy, 0 to 100
 * @param volumeVph observed flow, vehicles per hour
 * @param usualSpeedKmh expected speed: of the profile, or a forecast made before the window
 * @param usualVolumeVph expected flow, vehicles per hour
 */
public record StationWindow(
    double speedKmh,
    double occupancyPercent,
    double volumeVph,
    double usualSpeedKmh,
    double usualVolumeVph) {
  /** Nothing was observed, nothing is known. */
  public static final StationWindow ABSENT =
      new StationWindow(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** A window against a profile. */
  public static StationWindow of(WindowSums sums, ProfileLookup usual, long startMillis) {
    return new StationWindow(
        sums.speedKmh(),
        sums.occupancyPercent(),
        sums.volumeVph(),
        usual.speed(startMillis).mean(),
        usual.volume(startMillis).mean());
  }

  /** The same without what was observed. */
  StationWindow unobserved() {
    return new StationWindow(Double.NaN, Double.NaN, Double.NaN, usualSpeedKmh, usualVolumeVph);
  }

  /**
   * True when a detector repeats itself to the last digit though vehicles pass: it is stuck, and
   * what it says is no observation.
   */
  boolean repeats(StationWindow before) {
    return speedKmh == before.speedKmh
        && Double.compare(occupancyPercent, before.occupancyPercent) == 0
        && Double.compare(volumeVph, before.volumeVph) == 0
        && volumeVph > 0;
  }
}
