package com.trafficprediction.batch.evaluating;

import com.trafficprediction.core.evaluation.CategorySums;
import com.trafficprediction.core.evaluation.ErrorSums;
import com.trafficprediction.core.evaluation.IntervalSums;
import com.trafficprediction.core.forecast.ResidualCounts;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that was counted for one quantity and horizon, as exact sums. Models are named by their
 * family's key, baselines by theirs.
 *
 * @param quantity {@code speed} or {@code volume}
 * @param horizon minutes ahead
 * @param slices sums by model and slice
 * @param byDay sums by model and local day, over rows whose origin was observed
 * @param byHour sums by model and local hour of the target
 * @param bySegment sums of the selected model (of the first one, in validation) by segment
 * @param persistenceBySegment sums of persistence by segment
 * @param fixedIntervals interval sums by local day, without adaptation
 * @param intervals interval sums by local day, adapted online
 * @param finalAlpha share of misses that adaptation aimed at in the end; NaN without intervals
 * @param categories how the selected model's categories did
 * @param persistenceCategories how persistence's did
 * @param residuals residuals by model, for calibration; validation alone
 */
public record ScoreSheet(
    String quantity,
    int horizon,
    Map<String, Map<String, ErrorSums>> slices,
    Map<String, SortedMap<Long, ErrorSums>> byDay,
    Map<String, SortedMap<Integer, ErrorSums>> byHour,
    Map<String, ErrorSums> bySegment,
    Map<String, ErrorSums> persistenceBySegment,
    SortedMap<Long, IntervalSums> fixedIntervals,
    SortedMap<Long, IntervalSums> intervals,
    double finalAlpha,
    List<Long> categories,
    List<Long> persistenceCategories,
    Map<String, List<ResidualCounts.StratumCounts>> residuals) {

  /** Interval sums over all days. */
  public static IntervalSums total(SortedMap<Long, IntervalSums> byDay) {
    return byDay.values().stream().reduce(IntervalSums.EMPTY, IntervalSums::merge);
  }

  /** Sums of a model in a slice; empty when none of its rows fell there. */
  public ErrorSums slice(String model, String slice) {
    return slices.getOrDefault(model, Map.of()).getOrDefault(slice, ErrorSums.EMPTY);
  }

  /** Sums of a model by local day. */
  public SortedMap<Long, ErrorSums> days(String model) {
    return byDay.getOrDefault(model, new TreeMap<>());
  }

  /** The selected model's categories. */
  public CategorySums categorySums() {
    return ofComponents(categories);
  }

  /** Persistence's categories. */
  public CategorySums persistenceCategorySums() {
    return ofComponents(persistenceCategories);
  }

  private static CategorySums ofComponents(List<Long> components) {
    return CategorySums.ofComponents(components.stream().mapToLong(Long::longValue).toArray());
  }
}
