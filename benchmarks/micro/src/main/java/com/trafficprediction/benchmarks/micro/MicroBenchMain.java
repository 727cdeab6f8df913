package com.trafficprediction.benchmarks.micro;

import picocli.CommandLine;

/** {@code bench micro [options]}. */
public final class MicroBenchMain {
  private MicroBenchMain() {}

  /** Runs the benchmark. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new MicroBench()).execute(args));
  }
}
