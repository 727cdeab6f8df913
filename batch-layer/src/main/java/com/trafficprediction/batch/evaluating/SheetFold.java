package com.trafficprediction.batch.evaluating;

import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.core.evaluation.Baseline;
import com.trafficprediction.core.evaluation.CategorySums;
import com.trafficprediction.core.evaluation.ErrorFold;
import com.trafficprediction.core.evaluation.ErrorScale;
import com.trafficprediction.core.evaluation.ErrorSums;
import com.trafficprediction.core.evaluation.IntervalSums;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.forecast.AdaptiveConformal;
import com.trafficprediction.core.forecast.AdaptiveLoop;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.forecast.ResidualCounts;
import com.trafficprediction.core.forecast.ResidualDistribution;
import com.trafficprediction.core.forecast.ResidualStrata;
import com.trafficprediction.core.forecast.TrafficCategory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds the rows of one quantity and horizon, in time order, into a {@link ScoreSheet}. Memory
 * grows with days, hours and segments, not with rows. Not thread-safe.
 */
final class SheetFold {
  private final Quantity quantity;
  private final Horizon horizon;
  private final List<String> models;
  private final int selected;
  private final @Nullable ResidualDistribution distribution;
  private final @Nullable AdaptiveLoop loop;
  private final ErrorScale scale;
  private final Map<String, Map<String, ErrorFold>> slices = new TreeMap<>();
  private final Map<String, SortedMap<Long, ErrorFold>> byDay = new TreeMap<>();
  private final Map<String, SortedMap<Integer, ErrorFold>> byHour = new TreeMap<>();
  private final Map<String, ErrorFold> bySegment = new TreeMap<>();
  private final Map<String, ErrorFold> persistenceBySegment = new TreeMap<>();
  private final SortedMap<Long, IntervalSums> fixedIntervals = new TreeMap<>();
  private final SortedMap<Long, IntervalSums> intervals = new TreeMap<>();
  private final Map<String, ResidualCounts> residuals = new HashMap<>();
  private CategorySums categories = CategorySums.EMPTY;
  private CategorySums persistenceCategories = CategorySums.EMPTY;

  /**
   * @param models names of the models, in the order of the rows' predictions
   * @param selected position of the selected one; -1 when selection is what this is for
   * @param distribution residuals of the selected one; null likewise
   */
  SheetFold(
      Quantity quantity,
      Horizon horizon,
      List<String> models,
      int selected,
      @Nullable ResidualDistribution distribution) {
    this.quantity = quantity;
    this.horizon = horizon;
    this.models = List.copyOf(models);
    this.selected = selected;
    this.distribution = distribution;
    this.loop =
        distribution == null
            ? null
            : new AdaptiveLoop(horizon, AdaptiveConformal.start(distribution.policy()));
    this.scale = quantity == Quantity.SPEED ? ErrorScale.SPEED_KMH : ErrorScale.VOLUME_VPH;
  }

  /**
   * Folds a row.
   *
   * @param origin origin of the forecast; rows come in its order
   * @param day local day of the target
   * @param hour local hour of the target
   */
  void add(ScoredRow row, String segment, long origin, long day, int hour) {
    double persistence =
        Baseline.PERSISTENCE.forecastKmh(row.last(), row.ageMinutes(), row.usual());
    double usual = row.usual();
    List<String> slicesOfRow = slicesOf(row);
    add(Baseline.PERSISTENCE.key(), persistence, row, slicesOfRow, day, hour);
    add(Baseline.HISTORICAL_AVERAGE.key(), usual, row, slicesOfRow, day, hour);
    for (int m = 0; m < models.size(); m++) {
      add(models.get(m), clipped(row.prediction(m)), row, slicesOfRow, day, hour);
    }
    if (row.ageMinutes() == 0) {
      double best = clipped(row.prediction(Math.max(0, selected)));
      fold(bySegment, segment).add(best, row.observed());
      fold(persistenceBySegment, segment).add(persistence, row.observed());
    }
    if (quantity == Quantity.SPEED) {
      addUncertainty(row, persistence, origin, day);
    }
  }

  private void addUncertainty(ScoredRow row, double persistence, long origin, long day) {
    if (selected < 0) {
      for (int m = 0; m < models.size(); m++) {
        residuals
            .computeIfAbsent(models.get(m), k -> new ResidualCounts(ResidualStrata.DEFAULT))
            .add(clipped(row.prediction(m)), row.spread(), row.observed());
      }
      return;
    }
    ResidualDistribution known = distribution;
    AdaptiveLoop adaptive = loop;
    if (known == null || adaptive == null) {
      return;
    }
    double predicted = clipped(row.prediction(selected));
    IntervalSums fixed = IntervalSums.of(known.interval(predicted, row.spread()), row.observed());
    fixedIntervals.merge(day, fixed, IntervalSums::merge);
    PredictionInterval interval = known.interval(predicted, row.spread(), adaptive.alphaAt(origin));
    adaptive.outcome(origin, interval.contains(row.observed()));
    intervals.merge(day, IntervalSums.of(interval, row.observed()), IntervalSums::merge);
    TrafficCategory came = TrafficCategory.of(row.observed());
    categories =
        categories.merge(
            CategorySums.of(
                TrafficCategory.of(predicted), known.probabilities(predicted, row.spread()), came));
    persistenceCategories =
        persistenceCategories.merge(CategorySums.ofCertain(TrafficCategory.of(persistence), came));
  }

  /** Rows with a missing current window stand alone: headline figures are of observed origins. */
  private List<String> slicesOf(ScoredRow row) {
    if (quantity == Quantity.VOLUME) {
      return row.ageMinutes() == 0 ? List.of(Slice.OVERALL.key()) : List.of(Slice.OUTAGE.key());
    }
    List<String> keys = new ArrayList<>();
    for (Slice slice : Slice.of(row.last(), row.ageMinutes(), row.observed())) {
      if (row.ageMinutes() == 0 || slice == Slice.OUTAGE) {
        keys.add(slice.key());
      }
    }
    return keys;
  }

  private void add(
      String model, double predicted, ScoredRow row, List<String> keys, long day, int hour) {
    if (Double.isNaN(predicted)) {
      return;
    }
    for (String key : keys) {
      fold(slices.computeIfAbsent(model, k -> new TreeMap<>()), key).add(predicted, row.observed());
    }
    if (row.ageMinutes() == 0) {
      fold(byDay.computeIfAbsent(model, k -> new TreeMap<>()), day).add(predicted, row.observed());
      fold(byHour.computeIfAbsent(model, k -> new TreeMap<>()), hour)
          .add(predicted, row.observed());
    }
  }

  private <K> ErrorFold fold(Map<K, ErrorFold> folds, K key) {
    return folds.computeIfAbsent(key, k -> new ErrorFold(scale));
  }

  private double clipped(double predicted) {
    return quantity == Quantity.SPEED ? PredictionInterval.clip(predicted) : Math.max(0, predicted);
  }

  /** What has been folded so far. */
  ScoreSheet sheet() {
    return new ScoreSheet(
        quantity.key(),
        horizon.minutes(),
        mapped(slices),
        sortedMaps(byDay),
        sortedMaps(byHour),
        sums(bySegment),
        sums(persistenceBySegment),
        fixedIntervals,
        intervals,
        loop == null ? Double.NaN : loop.state().alpha(),
        Arrays.stream(categories.components()).boxed().toList(),
        Arrays.stream(persistenceCategories.components()).boxed().toList(),
        states());
  }

  private Map<String, List<ResidualCounts.StratumCounts>> states() {
    Map<String, List<ResidualCounts.StratumCounts>> states = new TreeMap<>();
    residuals.forEach((model, counts) -> states.put(model, counts.states()));
    return states;
  }

  private static Map<String, Map<String, ErrorSums>> mapped(
      Map<String, Map<String, ErrorFold>> folds) {
    Map<String, Map<String, ErrorSums>> sums = new TreeMap<>();
    folds.forEach((model, of) -> sums.put(model, sums(of)));
    return sums;
  }

  private static <K> Map<String, SortedMap<K, ErrorSums>> sortedMaps(
      Map<String, SortedMap<K, ErrorFold>> folds) {
    Map<String, SortedMap<K, ErrorSums>> sums = new TreeMap<>();
    folds.forEach((model, of) -> sums.put(model, sums(of)));
    return sums;
  }

  private static <K> SortedMap<K, ErrorSums> sums(Map<K, ErrorFold> folds) {
    TreeMap<K, ErrorSums> sums = new TreeMap<>();
    folds.forEach((key, fold) -> sums.put(key, fold.sums()));
    return sums;
  }
}
