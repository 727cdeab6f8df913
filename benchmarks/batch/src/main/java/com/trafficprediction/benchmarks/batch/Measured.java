package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.benchmarks.Median;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was found on one data set.
 *
 * @param name the data set
 * @param readings how many readings it has
 * @param figures every run of each contender
 * @param comparison how much was compared
 */
record Measured(
    String name, long readings, Map<Contender, List<Figures>> figures, Comparison comparison) {

  List<Figures> of(Contender contender) {
    return figures.getOrDefault(contender, List.of());
  }

  /** The median of a contender's runs; NaN without one. */
  double median(Contender contender, ToDoubleFunction<Figures> figure) {
    return Median.of(of(contender).stream().mapToDouble(figure));
  }

  /** Ours divided by the peer's. */
  double ratio(ToDoubleFunction<Figures> figure) {
    return median(Contender.OURS, figure) / median(Contender.SPARK, figure);
  }
}
