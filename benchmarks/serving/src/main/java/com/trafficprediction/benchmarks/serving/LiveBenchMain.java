package com.trafficprediction.benchmarks.serving;

import picocli.CommandLine;

/** {@code bench live [options]}. */
public final class LiveBenchMain {
  private LiveBenchMain() {}

  /** Runs the benchmark. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LiveBench()).execute(args));
  }
}
