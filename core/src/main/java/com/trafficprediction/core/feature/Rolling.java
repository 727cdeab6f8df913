package com.trafficprediction.core.feature;

import com.trafficprediction.core.window.Windows;

/**
 * Statistics over the last windows: of observed values alone, else of the fallback for now.
 *
 * @param mean mean
 * @param std population standard deviation; 0 of a single value
 * @param min least
 * @param max greatest
 * @param samples observed windows
 */
record Rolling(double mean, double std, double min, double max, int samples) {

  static Rolling overSpeed(SegmentView segment, int windows) {
    double[] values = new double[windows];
    for (int back = 0; back < windows; back++) {
      values[back] = segment.past().speedKmh(segment.past().currentStart() - back * Windows.MILLIS);
    }
    return over(values, segment.speed(0));
  }

  static Rolling overVolume(SegmentView segment, int windows) {
    double[] values = new double[windows];
    for (int back = 0; back < windows; back++) {
      values[back] =
          segment.past().volumeVph(segment.past().currentStart() - back * Windows.MILLIS);
    }
    return over(values, segment.volume(0));
  }

  /** Two passes, newest first: a fixed order, and no cancellation in the variance. */
  private static Rolling over(double[] values, double fallback) {
    int n = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        n++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (n == 0) {
      return new Rolling(fallback, 0, fallback, fallback, 0);
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    return new Rolling(mean, Math.sqrt(squares / n), min, max, n);
  }

  void write(FeatureRow row) {
    row.put(mean);
    row.put(std);
    row.put(min);
    row.put(max);
    row.put(samples);
  }
}
