package com.trafficprediction.batch.reporting;

import java.util.Map;

/**
 * The processor time that each job may take on four weeks of 190 segments with the full preset: a
 * job over it is marked in the report. Together 1,200 s: ten minutes on two cores.
 */
final class CpuBudget {
  private static final Map<String, Double> SECONDS =
      Map.of(
          "windows", 90.0,
          "profiles", 30.0,
          "network-means", 20.0,
          "features", 160.0,
          "train", 420.0,
          "evaluate", 120.0,
          "refit-features", 110.0,
          "refit", 250.0);

  private CpuBudget() {}

  /** A job's budget; NaN when it has none. */
  static double seconds(String job) {
    return SECONDS.getOrDefault(job, Double.NaN);
  }
}
