package com.trafficprediction.benchmarks.stream;

import java.util.List;

/**
 * How long complete windows took, from the sending of their last reading until a reader of
 * committed records had them, in milliseconds.
 *
 * @param eventsPerSecond rate at which readings were sent
 * @param p50 what half of the windows did not exceed
 * @param p95 what 95 % did not exceed
 * @param p99 what 99 % did not exceed
 */
record Latency(double eventsPerSecond, double p50, double p95, double p99) {

  /**
   * The percentiles of single latencies.
   *
   * @param millis at least one, in any order
   */
  static Latency of(double eventsPerSecond, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    return new Latency(
        eventsPerSecond, nearest(sorted, 0.5), nearest(sorted, 0.95), nearest(sorted, 0.99));
  }

  /** The nearest rank. */
  private static double nearest(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
