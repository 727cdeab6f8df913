package com.trafficprediction.benchmarks;

import java.util.stream.DoubleStream;

/** The middle of some runs. */
public final class Median {
  private Median() {}

  /** The median; NaN without a value. */
  public static double of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
