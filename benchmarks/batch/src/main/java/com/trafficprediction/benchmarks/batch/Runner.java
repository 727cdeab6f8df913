package com.trafficprediction.benchmarks.batch;

import java.util.List;

/** Who runs the jobs of the job jar. */
enum Runner {
  /** All tasks in the process of {@code hadoop jar}. */
  LOCAL("local", "LocalJobRunner"),

  /** Each task in a container of its own, each job with a master in one more. */
  YARN("yarn", "YARN");

  private final String framework;
  private final String label;

  Runner(String framework, String label) {
    this.framework = framework;
    this.label = label;
  }

  /** What {@code mapreduce.framework.name} says: the one setting that differs. */
  String framework() {
    return framework;
  }

  String label() {
    return label;
  }

  /** Who comes first changes from round to round. */
  static List<Runner> inTurn(int round) {
    return round % 2 == 1 ? List.of(LOCAL, YARN) : List.of(YARN, LOCAL);
  }
}
