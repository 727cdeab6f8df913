package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.batch.stage.Cost;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run of import, windows, profiles and features took.
 *
 * @param wallSeconds from the start of the first {@code hadoop jar} to the end of the last
 * @param cpuSeconds cpu time of these processes, of all containers and of the daemons; NaN where
 *     the system does not say
 * @param containers how many the NodeManager launched, masters included
 * @param jobs what each job took, from its submission to its end, as its manifest has it; in order
 */
record ChainRun(double wallSeconds, double cpuSeconds, long containers, Map<String, Cost> jobs) {
  ChainRun {
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
  }

  /** Wall time of a job; NaN when it did not run. */
  double jobSeconds(String job) {
    Cost cost = jobs.get(job);
    return cost == null ? Double.NaN : cost.wallSeconds();
  }

  /** Cpu time of all jobs: of the process with the local runner, of the tasks' containers else. */
  double jobCpuSeconds() {
    return jobs.values().stream().mapToDouble(Cost::cpuSeconds).sum();
  }
}
