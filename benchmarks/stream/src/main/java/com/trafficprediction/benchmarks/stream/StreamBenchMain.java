package com.trafficprediction.benchmarks.stream;

import picocli.CommandLine;

/** {@code bench stream [options]}. */
public final class StreamBenchMain {
  private StreamBenchMain() {}

  /** Runs the benchmark. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new StreamBench()).execute(args));
  }
}
