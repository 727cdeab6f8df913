package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.benchmarks.Median;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was found on one data set beside YARN.
 *
 * @param name the data set
 * @param readings how many readings it has
 * @param runs every run of each runner
 * @param compared how much was compared after each round
 */
record MeasuredChain(
    String name,
    long readings,
    Map<Runner, List<ChainRun>> runs,
    List<SameOutput.Compared> compared) {

  List<ChainRun> of(Runner runner) {
    return runs.getOrDefault(runner, List.of());
  }

  /** The median of a runner's runs; NaN without one. */
  double median(Runner runner, ToDoubleFunction<ChainRun> figure) {
    return Median.of(of(runner).stream().mapToDouble(figure));
  }

  /** The local runner's divided by YARN's. */
  double ratio(ToDoubleFunction<ChainRun> figure) {
    return median(Runner.LOCAL, figure) / median(Runner.YARN, figure);
  }
}
