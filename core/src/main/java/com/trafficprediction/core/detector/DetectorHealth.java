package com.trafficprediction.core.detector;

import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.util.SortedMap;

/**
 * The state of a station's detectors from the last hour of its windows.
 *
 * @param state how it is
 * @param lastWindowMillis start of its newest window, epoch milliseconds UTC; {@link
 *     Long#MIN_VALUE} when it never sent one
 * @param observedShare share of the readings of the last hour that were measured, 0 to 1; NaN
 *     without a reading
 */
public record DetectorHealth(DetectorState state, long lastWindowMillis, double observedShare) {
  private static final int HOUR = 60 / Windows.MINUTES;
  private static final int STUCK_WINDOWS = 4;
  private static final int SILENT_WINDOWS = 3;
  private static final double LEAST_OBSERVED = 0.5;
  private static final double MANY_VPH = 300;

  /**
   * Judges a station.
   *
   * @param windows its recent windows, by start, epoch milliseconds
   * @param newestMillis start of the newest window of any station
   * @param usual what is usual at the station; flat lines are only told where its volume is known
   */
  public static DetectorHealth of(
      SortedMap<Long, WindowSums> windows, long newestMillis, ProfileLookup usual) {
    if (windows.isEmpty()) {
      return new DetectorHealth(DetectorState.SILENT, Long.MIN_VALUE, Double.NaN);
    }
    long last = windows.lastKey();
    SortedMap<Long, WindowSums> hour = windows.tailMap(last - (HOUR - 1) * Windows.MILLIS);
    double share = observedShare(hour);
    DetectorState state = DetectorState.OK;
    if (newestMillis - last >= SILENT_WINDOWS * Windows.MILLIS) {
      state = DetectorState.SILENT;
    } else if (isStuck(windows, last)) {
      state = DetectorState.STUCK;
    } else if (isFlat(hour, usual)) {
      state = DetectorState.FLAT_LINED;
    } else if (share < LEAST_OBSERVED) {
      state = DetectorState.LOW_OBSERVED;
    }
    return new DetectorHealth(state, last, share);
  }

  private static double observedShare(SortedMap<Long, WindowSums> hour) {
    long observed = hour.values().stream().mapToLong(WindowSums::observedReadings).sum();
    long imputed = hour.values().stream().mapToLong(WindowSums::imputedReadings).sum();
    return observed + imputed == 0 ? Double.NaN : (double) observed / (observed + imputed);
  }

  private static boolean isStuck(SortedMap<Long, WindowSums> windows, long last) {
    WindowSums first = windows.get(last);
    for (int i = 0; i < STUCK_WINDOWS; i++) {
      WindowSums window = windows.get(last - i * Windows.MILLIS);
      if (window == null || first == null || !repeats(first, window)) {
        return false;
      }
    }
    return true;
  }

  /** Equal to the last digit, with vehicles. Speed alone may be equal by chance. */
  private static boolean repeats(WindowSums a, WindowSums b) {
    return a.vehicles() > 0
        && a.speedReadings() > 0
        && a.speedKmh() == b.speedKmh()
        && a.volumeVph() == b.volumeVph()
        && Double.compare(a.occupancyPercent(), b.occupancyPercent()) == 0;
  }

  private static boolean isFlat(SortedMap<Long, WindowSums> hour, ProfileLookup usual) {
    double expected = 0;
    for (var window : hour.entrySet()) {
      WindowSums sums = window.getValue();
      if (sums.vehicleReadings() == 0 || sums.vehicles() > 0 || sums.sumOccupancyCenti() > 0) {
        return false;
      }
      expected += usual.volume(window.getKey()).mean();
    }
    return hour.size() == HOUR && expected / HOUR >= MANY_VPH;
  }
}
