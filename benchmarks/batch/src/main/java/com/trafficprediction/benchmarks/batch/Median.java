package com.trafficprediction.benchmarks.batch;

import java.util.stream.DoubleStream;

/** The middle of some runs. */
final class Median {
  private Median() {}

  /** The median; NaN without a value. */
  static double of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
