package com.trafficprediction.batch.reporting;

import java.util.Map;

/**
 * The processor time that each job may take on four weeks of 190 segments with the full preset: a
 * job over it is marked in the report. Together 1,070 s: some nine minutes on two cores.
 */
final class CpuBudget {
  private static final Map<String, Double> SECONDS =
      Map.ofEntries(
          Map.entry("import", 45.0),
          Map.entry("windows", 45.0),
          Map.entry("profiles", 25.0),
          Map.entry("network-means", 15.0),
          Map.entry("neighbours", 30.0),
          Map.entry("features", 80.0),
          Map.entry("train", 320.0),
          Map.entry("evaluate", 110.0),
          Map.entry("refit-features", 50.0),
          Map.entry("refit", 320.0),
          Map.entry("hourly-aggregates", 15.0),
          Map.entry("planner", 15.0));

  private CpuBudget() {}

  /** A job's budget; NaN when it has none. */
  static double seconds(String job) {
    return SECONDS.getOrDefault(job, Double.NaN);
  }
}
