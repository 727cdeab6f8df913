package com.trafficprediction.benchmarks.batch;

import picocli.CommandLine;

/** {@code bench batch [options]}. */
public final class BatchBenchMain {
  private BatchBenchMain() {}

  /** Runs the benchmark. */
  public static void main(String[] args) {
    System.exit(commandLine(new BatchBench()).execute(args));
  }

  static CommandLine commandLine(BatchBench bench) {
    return new CommandLine(bench).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
