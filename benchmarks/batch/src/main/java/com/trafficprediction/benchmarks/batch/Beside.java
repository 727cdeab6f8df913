package com.trafficprediction.benchmarks.batch;

/** What {@code bench batch} puts beside the jobs on the local runner. */
enum Beside {
  /** Spark SQL, computing the same columns. */
  SPARK,

  /** The same jobs in YARN containers. */
  YARN
}
