package com.trafficprediction.core.window;

/**
 * One segment's five-minute window.
 *
 * @param segmentId the segment
 * @param startMillis start of the window, epoch milliseconds UTC, on the five-minute grid
 * @param sums what its readings add up to
 */
public record TrafficWindow(String segmentId, long startMillis, WindowSums sums) {
  public TrafficWindow {
    Windows.requireStart(startMillis);
  }

  /** End of the window, exclusive: the earliest origin of a forecast that may know it. */
  public long endMillis() {
    return startMillis + Windows.MILLIS;
  }
}
