package com.trafficprediction.benchmarks.handover;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** How long a model takes for one row: the same way of measuring in every process. */
public final class RowLatency {
  /** Rows timed, after as many that are not. */
  static final int CALLS = 5_000;

  private RowLatency() {}

  /**
   * The median time of a call, warmed up, on the calling thread.
   *
   * @param predict answers for a row by its number
   * @param rows how many different rows to take in turn, at least 1
   * @return microseconds
   */
  public static double medianMicros(IntToDoubleFunction predict, int rows) {
    double sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += predict.applyAsDouble(i % rows);
    }
    long[] nanos = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long started = System.nanoTime();
      sum += predict.applyAsDouble(i % rows);
      nanos[i] = System.nanoTime() - started;
    }
    // The answers are used, or the compiler might leave out the calls.
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("the model answers NaN");
    }
    Arrays.sort(nanos);
    return nanos[CALLS / 2] / 1e3;
  }
}
