package com.trafficprediction.benchmarks.serving;

import picocli.CommandLine;

/** {@code bench serving [options]}. */
public final class ServingBenchMain {
  private ServingBenchMain() {}

  /** Runs the benchmark. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ServingBench()).execute(args));
  }
}
