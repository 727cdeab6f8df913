package com.trafficprediction.core.evaluation;

import com.trafficprediction.core.forecast.CategoryProbabilities;
import com.trafficprediction.core.forecast.TrafficCategory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How forecast categories and their probabilities did, as exact integers.
 *
 * <p>The Brier score is the multi-category one (Brier 1950): the sum over categories of the squared
 * difference between probability and outcome, 0 for certainty that came true, 2 for certainty that
 * did not. Its skill over persistence takes persistence as certain of the current category.
 * Confidence is the probability of the forecast's category, so it is calibrated where it equals the
 * share of forecasts that came true.
 *
 * <p>Immutable; {@link #merge} is associative and commutative.
 */
public final class CategorySums implements AdditiveSums {
  /** Bins of confidence: [0, 0.1), … [0.9, 1]. */
  public static final int CONFIDENCE_BINS = 10;

  /** Order of rows (forecast) and columns (observed) of the table that the components hold. */
  private static final List<TrafficCategory> ORDER = List.of(TrafficCategory.values());

  private static final int BRIER = ORDER.size() * ORDER.size();
  private static final int BINS = BRIER + 1;
  private static final int COMPONENTS = BINS + 3 * CONFIDENCE_BINS;

  /** No forecast: the neutral element of {@link #merge}. */
  public static final CategorySums EMPTY = new CategorySums(new long[COMPONENTS]);

  private final long[] sums;

  private CategorySums(long[] sums) {
    this.sums = sums;
  }

  /**
   * The sums of one forecast.
   *
   * @param forecast the category forecast, which is the category of the predicted speed
   * @param probabilities predictive mass in each category
   * @param observed the category that came
   */
  public static CategorySums of(
      TrafficCategory forecast, CategoryProbabilities probabilities, TrafficCategory observed) {
    long[] c = new long[COMPONENTS];
    c[cell(forecast, observed)] = 1;
    double brier = 0;
    for (TrafficCategory category : TrafficCategory.values()) {
      double difference = probabilities.of(category) - (category == observed ? 1 : 0);
      brier += difference * difference;
    }
    c[BRIER] = Math.round(brier * 1e6);
    double confidence = probabilities.of(forecast);
    int bin = Math.min(CONFIDENCE_BINS - 1, (int) (confidence * CONFIDENCE_BINS));
    c[BINS + 3 * bin] = 1;
    c[BINS + 3 * bin + 1] = Math.round(confidence * 1e6);
    c[BINS + 3 * bin + 2] = forecast == observed ? 1 : 0;
    return new CategorySums(c);
  }

  /** The sums of a forecast that is certain of its category, as persistence is. */
  public static CategorySums ofCertain(TrafficCategory forecast, TrafficCategory observed) {
    return of(forecast, CategoryProbabilities.certain(forecast), observed);
  }

  /** The sums of what {@link #components} gave. */
  public static CategorySums ofComponents(long[] components) {
    AdditiveSums.requireLength(components, COMPONENTS, "CategorySums");
    return new CategorySums(components.clone());
  }

  @Override
  public long[] components() {
    return sums.clone();
  }

  /** The sums over both sets of forecasts. */
  public CategorySums merge(CategorySums other) {
    return new CategorySums(AdditiveSums.add(sums, other.sums));
  }

  /** Scored forecasts. */
  public long n() {
    long n = 0;
    for (int i = 0; i < BRIER; i++) {
      n += sums[i];
    }
    return n;
  }

  /** Forecasts of one category that met another. */
  public long count(TrafficCategory forecast, TrafficCategory observed) {
    return sums[cell(forecast, observed)];
  }

  private static int cell(TrafficCategory forecast, TrafficCategory observed) {
    return ORDER.indexOf(forecast) * ORDER.size() + ORDER.indexOf(observed);
  }

  /** Mean Brier score, 0 to 2; NaN without a forecast. */
  public double brier() {
    long n = n();
    return n == 0 ? Double.NaN : sums[BRIER] / 1e6 / n;
  }

  /**
   * Brier skill: 1 minus this score over the reference's. 1 is perfect, 0 no better than the
   * reference; NaN when the reference never errs or there is no forecast.
   *
   * @param reference sums of the reference forecast over the same rows
   */
  public double brierSkillOver(CategorySums reference) {
    if (reference.n() != n()) {
      throw new IllegalArgumentException(
          "skill compares equal rows, got " + n() + " and " + reference.n());
    }
    return reference.sums[BRIER] == 0
        ? Double.NaN
        : 1 - (double) sums[BRIER] / reference.sums[BRIER];
  }

  /** Share of forecasts of a category that came true; NaN when it was never forecast. */
  public double precision(TrafficCategory category) {
    long forecast = 0;
    for (TrafficCategory observed : TrafficCategory.values()) {
      forecast += count(category, observed);
    }
    return forecast == 0 ? Double.NaN : (double) count(category, category) / forecast;
  }

  /** Share of a category's outcomes that were forecast; NaN when it never came. */
  public double recall(TrafficCategory category) {
    long came = 0;
    for (TrafficCategory forecast : TrafficCategory.values()) {
      came += count(forecast, category);
    }
    return came == 0 ? Double.NaN : (double) count(category, category) / came;
  }

  /**
   * One bin of the reliability table.
   *
   * @param n forecasts with such a confidence
   * @param meanConfidence their mean confidence
   * @param shareCorrect share of them that came true
   */
  public record ConfidenceBin(long n, double meanConfidence, double shareCorrect) {}

  /** The reliability table, ascending by confidence, empty bins left out. */
  public List<ConfidenceBin> reliability() {
    List<ConfidenceBin> bins = new ArrayList<>();
    for (int i = BINS; i < COMPONENTS; i += 3) {
      long n = sums[i];
      if (n > 0) {
        bins.add(new ConfidenceBin(n, sums[i + 1] / 1e6 / n, (double) sums[i + 2] / n));
      }
    }
    return bins;
  }

  /**
   * Expected calibration error: mean distance between confidence and the share that came true, over
   * the bins weighted by their forecasts; 0 is perfect, NaN without a forecast.
   */
  public double calibrationError() {
    double sum = 0;
    for (ConfidenceBin bin : reliability()) {
      sum += bin.n() * Math.abs(bin.meanConfidence() - bin.shareCorrect());
    }
    return n() == 0 ? Double.NaN : sum / n();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategorySums that && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "CategorySums" + Arrays.toString(sums);
  }
}
