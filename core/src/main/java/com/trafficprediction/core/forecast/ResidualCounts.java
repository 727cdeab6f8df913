package com.trafficprediction.core.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * Residuals (observed minus predicted) of one horizon, counted per stratum in bins of {@link
 * #BIN_KMH}. Counts are exact: adding rows, adding counts and merging give the same result in any
 * order, so a mapper may count, a combiner add and a reducer merge.
 *
 * <p>Mutable and not thread-safe.
 */
public final class ResidualCounts {
  /** Width of a bin; bin i holds residuals that round to i times this. */
  public static final double BIN_KMH = 0.1;

  /** Greatest bin in size; residuals beyond count in it. */
  public static final int MAX_BIN = 2000;

  private final ResidualStrata strata;

  /** Per stratum, residuals per bin; of length 0 while the stratum has none. */
  private final long[][] counts;

  private final long[] rows;
  private final long[] congested;

  public ResidualCounts(ResidualStrata strata) {
    this.strata = strata;
    this.counts = new long[strata.count()][0];
    this.rows = new long[strata.count()];
    this.congested = new long[strata.count()];
  }

  public ResidualStrata strata() {
    return strata;
  }

  /** The bin of a residual, -{@link #MAX_BIN} to {@link #MAX_BIN}. */
  public static int binOf(double residualKmh) {
    return (int) Math.max(-MAX_BIN, Math.min(MAX_BIN, Math.round(residualKmh / BIN_KMH)));
  }

  /**
   * Counts one forecast and what came.
   *
   * @param predictedKmh predicted speed
   * @param spreadKmh spread of the profile at the target, or NaN
   * @param observedKmh observed speed, not NaN
   */
  public void add(double predictedKmh, double spreadKmh, double observedKmh) {
    if (Double.isNaN(observedKmh)) {
      throw new IllegalArgumentException("a residual needs an observed speed");
    }
    boolean isCongested = observedKmh < TrafficCategory.CONGESTED_BELOW_KMH;
    addCount(
        strata.indexOf(predictedKmh, spreadKmh),
        binOf(observedKmh - predictedKmh),
        1,
        isCongested ? 1 : 0);
  }

  /**
   * Adds residuals that were counted elsewhere with the same strata.
   *
   * @param stratum index of the stratum
   * @param bin bin of the residual
   * @param n how many
   * @param congestedN how many of them were congested when observed
   */
  public void addCount(int stratum, int bin, long n, long congestedN) {
    if (n < 0 || congestedN < 0 || congestedN > n) {
      throw new IllegalArgumentException(
          "of " + n + " residuals, " + congestedN + " cannot be congested");
    }
    long[] bins = counts[stratum];
    if (bins.length == 0) {
      bins = new long[2 * MAX_BIN + 1];
      counts[stratum] = bins;
    }
    bins[bin + MAX_BIN] = Math.addExact(bins[bin + MAX_BIN], n);
    rows[stratum] = Math.addExact(rows[stratum], n);
    congested[stratum] += congestedN;
  }

  /** Takes over everything another one counted. */
  public void merge(ResidualCounts other) {
    if (!strata.equals(other.strata)) {
      throw new IllegalArgumentException("residuals counted in different strata do not add up");
    }
    other.states().forEach(this::addState);
  }

  /** Residuals counted. */
  public long rows() {
    long sum = 0;
    for (long n : rows) {
      sum += n;
    }
    return sum;
  }

  long rows(int stratum) {
    return rows[stratum];
  }

  long congested(int stratum) {
    return congested[stratum];
  }

  long count(int stratum, int bin) {
    long[] bins = counts[stratum];
    return bins.length == 0 ? 0 : bins[bin + MAX_BIN];
  }

  /**
   * What one stratum counted, as plain data for a file.
   *
   * @param stratum index of the stratum
   * @param congested how many of its residuals were congested when observed
   * @param firstBin bin of the first element of {@code counts}
   * @param counts residuals per bin, from the first bin that has any to the last
   */
  public record StratumCounts(int stratum, long congested, int firstBin, List<Long> counts) {
    public StratumCounts {
      counts = List.copyOf(counts);
    }
  }

  /** Everything counted, as plain data, ascending by stratum; empty strata left out. */
  public List<StratumCounts> states() {
    List<StratumCounts> states = new ArrayList<>();
    for (int stratum = 0; stratum < rows.length; stratum++) {
      if (rows[stratum] > 0) {
        states.add(state(stratum));
      }
    }
    return states;
  }

  private StratumCounts state(int stratum) {
    int first = -MAX_BIN;
    int last = MAX_BIN;
    while (count(stratum, first) == 0) {
      first++;
    }
    while (count(stratum, last) == 0) {
      last--;
    }
    List<Long> values = new ArrayList<>(last - first + 1);
    for (int bin = first; bin <= last; bin++) {
      values.add(count(stratum, bin));
    }
    return new StratumCounts(stratum, congested[stratum], first, values);
  }

  /** Adds what {@link #states} gave; the inverse of it on an empty instance. */
  public void addState(StratumCounts state) {
    long left = state.congested();
    for (int i = 0; i < state.counts().size(); i++) {
      long n = state.counts().get(i);
      // Only the stratum's sum of congested residuals is kept, so any share-out will do.
      long part = Math.min(left, n);
      left -= part;
      if (n > 0) {
        addCount(state.stratum(), state.firstBin() + i, n, part);
      }
    }
  }
}
