package com.trafficprediction.core.profile;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowSums;

/**
 * Folds the windows of one segment into the sums of its profile. The static methods are the rule
 * itself, for a job that folds cell by cell. Mutable, not thread-safe.
 */
public final class ProfileFold {
  private final LocalCalendar calendar;
  private final SlotSums speed = new SlotSums();
  private final SlotSums volume = new SlotSums();
  private int minSpeedCenti = Quantity.ABSENT;
  private int maxSpeedCenti = Quantity.ABSENT;

  public ProfileFold(LocalCalendar calendar) {
    this.calendar = calendar;
  }

  /** Adds one window; one without observed readings changes nothing. */
  public void add(long startMillis, WindowSums sums) {
    add(startMillis, speedCenti(sums), volumeVph(sums));
  }

  /** Adds one window by its values as folded, each of which may be {@link Quantity#ABSENT}. */
  public void add(long startMillis, int windowSpeedCenti, int windowVolumeVph) {
    int cell = cell(calendar, startMillis);
    if (windowSpeedCenti != Quantity.ABSENT) {
      speed.add(cell, windowSpeedCenti);
      minSpeedCenti =
          minSpeedCenti == Quantity.ABSENT
              ? windowSpeedCenti
              : Math.min(minSpeedCenti, windowSpeedCenti);
      maxSpeedCenti = Math.max(maxSpeedCenti, windowSpeedCenti);
    }
    if (windowVolumeVph != Quantity.ABSENT) {
      volume.add(cell, windowVolumeVph);
    }
  }

  /** What has been added so far; shares its arrays with the fold, which is done with then. */
  public ProfileSums sums() {
    return new ProfileSums(speed, volume, minSpeedCenti, maxSpeedCenti);
  }

  /** The cell of the window that starts then. */
  public static int cell(LocalCalendar calendar, long startMillis) {
    return SlotSums.cell(calendar.dayOfWeek(startMillis), calendar.slot(startMillis));
  }

  /** The window's speed as folded: 0.01 km/h, or {@link Quantity#ABSENT}. */
  public static int speedCenti(WindowSums sums) {
    return Quantity.centi(sums.speedKmh());
  }

  /** The window's volume as folded: whole vehicles per hour, or {@link Quantity#ABSENT}. */
  public static int volumeVph(WindowSums sums) {
    double volume = sums.volumeVph();
    return Double.isNaN(volume) ? Quantity.ABSENT : Math.toIntExact(Math.round(volume));
  }
}
