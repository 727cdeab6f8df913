package com.trafficprediction.core.window;

/** The window grid: five minutes, aligned to the epoch, half open. */
public final class Windows {
  public static final int MINUTES = 5;
  public static final int SECONDS = MINUTES * 60;
  public static final long MILLIS = SECONDS * 1000L;

  /** Windows in a day of 24 hours. */
  public static final int PER_DAY = 24 * 60 / MINUTES;

  private Windows() {}

  /** Start of the window that holds an instant, both epoch milliseconds. */
  public static long startOf(long epochMillis) {
    return Math.floorDiv(epochMillis, MILLIS) * MILLIS;
  }

  /** True when an interval that starts at {@code startMillis} ends inside the same window. */
  public static boolean holds(long startMillis, int intervalSeconds) {
    return startMillis + intervalSeconds * 1000L <= startOf(startMillis) + MILLIS;
  }

  /** Throws unless {@code startMillis} is the start of a window. */
  public static long requireStart(long startMillis) {
    if (startMillis != startOf(startMillis)) {
      throw new IllegalArgumentException(startMillis + " is not the start of a 5-minute window");
    }
    return startMillis;
  }
}
