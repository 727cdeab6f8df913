package com.trafficprediction.benchmarks.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What one run of a contender took.
 *
 * @param wallSeconds from the start of its process to its end
 * @param windowsSeconds wall time of the windows within
 * @param profilesSeconds of profiles and network means
 * @param featuresSeconds of feature rows
 * @param cpuSeconds cpu time of the process, garbage collection and compiler included
 * @param peakMegabytes most memory the process had, MB; NaN where the system does not say
 */
record Figures(
    double wallSeconds,
    double windowsSeconds,
    double profilesSeconds,
    double featuresSeconds,
    double cpuSeconds,
    double peakMegabytes) {

  /** Reads what a contender wrote: {@code name=value} lines. */
  static Figures read(Path file, double wallSeconds) throws IOException {
    Map<String, Double> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("=", 2);
      values.put(parts[0], Double.valueOf(parts[1]));
    }
    return new Figures(
        wallSeconds,
        values.getOrDefault("windows", Double.NaN),
        values.getOrDefault("profiles", Double.NaN),
        values.getOrDefault("features", Double.NaN),
        values.getOrDefault("cpu", Double.NaN),
        values.getOrDefault("peak_mb", Double.NaN));
  }
}
