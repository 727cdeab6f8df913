package com.trafficprediction.core.evaluation;

import com.trafficprediction.core.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;

/**
 * How sure a comparison of two models is. Errors of neighbouring segments and following windows
 * move together, so single rows are no independent evidence; whole local days are drawn with
 * replacement instead, the same ones for both models (a paired block bootstrap, Künsch 1989).
 *
 * <p>Deterministic for a seed. Immutable and thread-safe.
 */
public final class DayBlockBootstrap {
  /** With fewer days than this, resampling them says nothing: bounds are NaN. */
  public static final int MIN_DAYS = 4;

  private static final int REPLICATES = 2000;
  private static final double TAIL = 0.025;

  private final Seeds seeds;

  public DayBlockBootstrap(Seeds seeds) {
    this.seeds = seeds;
  }

  /**
   * A measure with its 95 % interval.
   *
   * @param value the measure on all rows; NaN without a row
   * @param lower 2.5th percentile of the resampled measure; NaN under {@link #MIN_DAYS} days
   * @param upper 97.5th percentile; NaN likewise
   * @param days days with rows
   * @param n rows
   */
  public record Estimate(double value, double lower, double upper, int days, long n) {
    /** True when there were enough days for an interval. */
    public boolean resolved() {
      return days >= MIN_DAYS;
    }
  }

  /**
   * A model against a reference on the same rows.
   *
   * @param mae the model's mean absolute error
   * @param referenceMae the reference's
   * @param difference model minus reference, with its interval: negative is better
   * @param probabilityBetter share of resamples in which the model's error is the lower one; NaN
   *     under {@link #MIN_DAYS} days
   */
  public record Comparison(
      double mae, double referenceMae, Estimate difference, double probabilityBetter) {

    /** Model's error over the reference's; NaN when that is 0. */
    public double ratio() {
      return referenceMae == 0 ? Double.NaN : mae / referenceMae;
    }
  }

  /**
   * Compares mean absolute errors.
   *
   * @param modelByDay sums per local day, as {@code LocalCalendar.localDay} counts
   * @param referenceByDay the same days and rows for the reference
   * @throws IllegalArgumentException when days or rows differ, or there is none
   */
  public Comparison compare(
      SortedMap<Long, ErrorSums> modelByDay,
      SortedMap<Long, ErrorSums> referenceByDay,
      ErrorScale scale) {
    if (!modelByDay.keySet().equals(referenceByDay.keySet())) {
      throw new IllegalArgumentException(
          "compared models must be scored on the same days, got "
              + modelByDay.keySet()
              + " and "
              + referenceByDay.keySet());
    }
    List<Block> blocks = new ArrayList<>();
    ErrorSums model = ErrorSums.EMPTY;
    ErrorSums reference = ErrorSums.EMPTY;
    for (long day : modelByDay.keySet()) {
      ErrorSums a = modelByDay.getOrDefault(day, ErrorSums.EMPTY);
      ErrorSums b = referenceByDay.getOrDefault(day, ErrorSums.EMPTY);
      if (a.n() != b.n()) {
        throw new IllegalArgumentException(
            "compared models must be scored on the same rows: on local day "
                + day
                + " one has "
                + a.n()
                + ", the other "
                + b.n());
      }
      model = model.merge(a);
      reference = reference.merge(b);
      blocks.add(new Block(scale.errorQuantum() * (a.sumAbs() - b.sumAbs()), a.n()));
    }
    double[] resampled = resample("compare", blocks);
    double better = Arrays.stream(resampled).filter(difference -> difference < 0).count();
    return new Comparison(
        model.mae(scale),
        reference.mae(scale),
        estimate(blocks, resampled),
        resampled.length == 0 ? Double.NaN : better / resampled.length);
  }

  /** Coverage of intervals with its 95 % interval. */
  public Estimate coverage(SortedMap<Long, IntervalSums> byDay) {
    List<Block> blocks =
        byDay.values().stream().map(sums -> new Block(sums.covered(), sums.n())).toList();
    return estimate(blocks, resample("coverage", blocks));
  }

  /** Coverage of intervals whose outcome was congested, with its 95 % interval. */
  public Estimate congestedCoverage(SortedMap<Long, IntervalSums> byDay) {
    List<Block> blocks =
        byDay.values().stream()
            .map(s -> new Block(s.congestedN() - s.congestedMissed(), s.congestedN()))
            .toList();
    return estimate(blocks, resample("congested coverage", blocks));
  }

  /** A day's sum of what is averaged, and its rows. */
  private record Block(double sum, long n) {}

  private static Estimate estimate(List<Block> blocks, double[] sorted) {
    double sum = 0;
    long n = 0;
    int days = 0;
    for (Block block : blocks) {
      sum += block.sum();
      n += block.n();
      days += block.n() > 0 ? 1 : 0;
    }
    double value = n == 0 ? Double.NaN : sum / n;
    if (sorted.length == 0) {
      return new Estimate(value, Double.NaN, Double.NaN, days, n);
    }
    int cut = (int) Math.floor(TAIL * sorted.length);
    return new Estimate(value, sorted[cut], sorted[sorted.length - 1 - cut], days, n);
  }

  /** Means of resampled days, ascending; none when there are too few days. */
  private double[] resample(String purpose, List<Block> all) {
    List<Block> blocks = all.stream().filter(block -> block.n() > 0).toList();
    if (blocks.size() < MIN_DAYS) {
      return new double[0];
    }
    SplittableRandom random = seeds.generator("day-block bootstrap: " + purpose, 0);
    double[] means = new double[REPLICATES];
    for (int i = 0; i < REPLICATES; i++) {
      double sum = 0;
      long n = 0;
      for (int k = 0; k < blocks.size(); k++) {
        Block drawn = blocks.get(random.nextInt(blocks.size()));
        sum += drawn.sum();
        n += drawn.n();
      }
      means[i] = sum / n;
    }
    Arrays.sort(means);
    return means;
  }
}
