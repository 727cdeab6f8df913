package com.trafficprediction.benchmarks.stream;

/**
 * What a run showed, over the part after the warm-up.
 *
 * @param events events of that part
 * @param seconds wall time
 * @param ownCpuSeconds cpu time of the contender's process
 * @param daemonCpuSeconds cpu time of broker, HBase and HDFS
 * @param producedPerSecond events a second that one producer got into the broker before
 * @param consumedPerSecond events a second that one consumer then read, doing nothing with them
 */
record Measured(
    long events,
    double seconds,
    double ownCpuSeconds,
    double daemonCpuSeconds,
    double producedPerSecond,
    double consumedPerSecond) {

  double eventsPerSecond() {
    return events / seconds;
  }

  double ownCpuPerMillion() {
    return ownCpuSeconds / events * 1e6;
  }

  double daemonCpuPerMillion() {
    return daemonCpuSeconds / events * 1e6;
  }
}
