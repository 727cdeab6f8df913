package com.trafficprediction.core.feature;

import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.profile.SegmentStatistics;
import com.trafficprediction.core.profile.Usual;
import com.trafficprediction.core.window.Windows;

/**
 * One segment as seen at one origin: its past windows and what is usual on it, with the fallbacks
 * for missing readings: observed, else carried forward for up to an hour, else the profile at that
 * time, else the profile now.
 */
public final class SegmentView {
  /** How long a reading is carried forward. */
  public static final int MAX_AGE_WINDOWS = 12;

  private final PastWindows past;
  private final ProfileLookup profile;
  private final SegmentStatistics statistics;

  public SegmentView(PastWindows past, ProfileLookup profile, SegmentStatistics statistics) {
    this.past = past;
    this.profile = profile;
    this.statistics = statistics;
  }

  PastWindows past() {
    return past;
  }

  ProfileLookup profile() {
    return profile;
  }

  SegmentStatistics statistics() {
    return statistics;
  }

  /** Windows since the last observed speed, 0 for the current one; -1 beyond the carrying limit. */
  int speedAgeWindows() {
    for (int age = 0; age <= MAX_AGE_WINDOWS; age++) {
      if (!Double.isNaN(past.speedKmh(past.currentStart() - age * Windows.MILLIS))) {
        return age;
      }
    }
    return -1;
  }

  /** Speed in km/h of the window so many windows before the current one, with fallbacks. */
  double speed(int windowsBack) {
    long start = past.currentStart() - windowsBack * Windows.MILLIS;
    for (int age = 0; age <= MAX_AGE_WINDOWS; age++) {
      double speed = past.speedKmh(start - age * Windows.MILLIS);
      if (!Double.isNaN(speed)) {
        return speed;
      }
    }
    return usualOrElse(profile.speed(start), profile.speed(past.currentStart()));
  }

  /** Volume in vehicles per hour so many windows before the current one, with fallbacks. */
  double volume(int windowsBack) {
    long start = past.currentStart() - windowsBack * Windows.MILLIS;
    for (int age = 0; age <= MAX_AGE_WINDOWS; age++) {
      double volume = past.volumeVph(start - age * Windows.MILLIS);
      if (!Double.isNaN(volume)) {
        return volume;
      }
    }
    return usualOrElse(profile.volume(start), profile.volume(past.currentStart()));
  }

  /** A slot in which nothing was ever observed is as usual as the current one. */
  private static double usualOrElse(Usual then, Usual now) {
    return then.known() ? then.mean() : now.mean();
  }

  /** Occupancy in percent, carried forward; NaN when none was observed within an hour. */
  double occupancy(int windowsBack) {
    long start = past.currentStart() - windowsBack * Windows.MILLIS;
    for (int age = 0; age <= MAX_AGE_WINDOWS; age++) {
      double occupancy = past.occupancyPercent(start - age * Windows.MILLIS);
      if (!Double.isNaN(occupancy)) {
        return occupancy;
      }
    }
    return Double.NaN;
  }

  /** Speed now minus what is usual now, km/h; NaN without a profile. */
  double deviation() {
    return speed(0) - profile.speed(past.currentStart()).mean();
  }
}
