package com.trafficprediction.core.forecast;

import com.trafficprediction.core.window.Windows;

/** How far ahead a forecast looks. */
public enum Horizon {
  MINUTES_15(15),
  MINUTES_30(30),
  MINUTES_60(60);

  private final int minutes;

  Horizon(int minutes) {
    this.minutes = minutes;
  }

  public int minutes() {
    return minutes;
  }

  /** The key in files and answers: {@code "15"}, {@code "30"}, {@code "60"}. */
  public String key() {
    return Integer.toString(minutes);
  }

  /**
   * Start of the predicted window: h - 5 minutes after the origin, the literature's step t + h/5
   * where t is the window that ends at the origin.
   */
  public long targetStart(long originMillis) {
    return originMillis + (minutes - Windows.MINUTES) * 60_000L;
  }

  /**
   * The horizon of so many minutes.
   *
   * @throws IllegalArgumentException for anything but 15, 30 and 60
   */
  public static Horizon ofMinutes(int minutes) {
    for (Horizon horizon : values()) {
      if (horizon.minutes == minutes) {
        return horizon;
      }
    }
    throw new IllegalArgumentException(minutes + " is not a horizon: use 15, 30 or 60 minutes");
  }
}
