package com.trafficprediction.batch.reporting;

import java.util.Map;

/**
 * The processor time that each job may take on four weeks of 190 segments with the full preset: a
 * job over it is marked in the report. Together 865 s: some seven minutes on two cores.
 */
final class CpuBudget {
  private static final Map<String, Double> SECONDS =
      Map.of(
          "windows", 45.0,
          "profiles", 25.0,
          "network-means", 15.0,
          "features", 80.0,
          "train", 320.0,
          "evaluate", 110.0,
          "refit-features", 50.0,
          "refit", 220.0);

  private CpuBudget() {}

  /** A job's budget; NaN when it has none. */
  static double seconds(String job) {
    return SECONDS.getOrDefault(job, Double.NaN);
  }
}
