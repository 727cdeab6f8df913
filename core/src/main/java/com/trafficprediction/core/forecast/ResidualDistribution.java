package com.trafficprediction.core.forecast;

/**
 * What errors to expect of one horizon's forecasts: split-conformal prediction in Mondrian form
 * (Vovk, Gammerman and Shafer 2005, section 4.5), a distribution of residuals per stratum.
 *
 * <p>A stratum's distribution is its own residuals plus {@link IntervalPolicy#shrinkRows} rows'
 * worth of its parent's, the same predicted speed at any spread; the parent is shrunk towards all
 * rows of the horizon in the same way. So a stratum with thousands of rows speaks for itself, an
 * empty one borrows everything, and nothing jumps in between.
 *
 * <p>Quantiles carry the finite-sample correction of conformal prediction: each end leaves (n +
 * 1)(1 - tail) of n residuals, rounded up, on its inner side; where n is too small for that, the
 * interval ends at 0 or {@link PredictionInterval#MAX_SPEED_KMH}. n is the rows of the parent,
 * which hold the stratum's own, plus those borrowed.
 *
 * <p>Immutable and thread-safe. Answers are equal to the last bit for equal counts.
 */
public final class ResidualDistribution {
  private static final double BIN = ResidualCounts.BIN_KMH;

  /** Shares are sums of thousands of terms; ranks that differ by less are equal. */
  private static final double RANK_TOLERANCE = 1e-12;

  private final ResidualStrata strata;
  private final IntervalPolicy policy;
  private final int firstBin;

  /** Per stratum, the share of residuals up to and including each bin. */
  private final double[][] shares;

  /** Per stratum, the n of the finite-sample correction. */
  private final double[] support;

  private final double[] lowerTail;

  private ResidualDistribution(ResidualCounts counts, IntervalPolicy policy) {
    this.strata = counts.strata();
    this.policy = policy;
    this.shares = new double[strata.count()][];
    this.support = new double[strata.count()];
    this.lowerTail = new double[strata.count()];
    int first = ResidualCounts.MAX_BIN;
    int last = -ResidualCounts.MAX_BIN;
    for (ResidualCounts.StratumCounts state : counts.states()) {
      first = Math.min(first, state.firstBin());
      last = Math.max(last, state.firstBin() + state.counts().size() - 1);
    }
    this.firstBin = first;
    fit(counts, last - first + 1);
  }

  /**
   * The distribution that calibration residuals make.
   *
   * @throws IllegalArgumentException when nothing was counted: calibrate on rows that the model was
   *     not trained on
   */
  public static ResidualDistribution of(ResidualCounts counts, IntervalPolicy policy) {
    if (counts.rows() == 0) {
      throw new IllegalArgumentException(
          "no calibration residuals: does the split's validation part hold observed rows?");
    }
    return new ResidualDistribution(counts, policy);
  }

  private void fit(ResidualCounts counts, int bins) {
    double borrowed = policy.shrinkRows();
    Pool horizon = new Pool(counts, 0, strata.count(), bins);
    for (int from = 0; from < strata.count(); from += strata.spreadBins()) {
      int until = from + strata.spreadBins();
      Pool parent = new Pool(counts, from, until, bins);
      parent.borrow(horizon, borrowed);
      for (int stratum = from; stratum < until; stratum++) {
        Pool own = new Pool(counts, stratum, stratum + 1, bins);
        own.borrow(parent, borrowed);
        support[stratum] = Math.min(parent.rows, horizon.rows);
        lowerTail[stratum] = policy.lowerTail(own.congested / own.rows);
        shares[stratum] = own.shares();
      }
    }
  }

  /** Residuals of some strata, and what they borrow; used while fitting alone. */
  private final class Pool {
    private final double[] weights;
    private double rows;
    private double congested;

    Pool(ResidualCounts counts, int fromStratum, int untilStratum, int bins) {
      weights = new double[bins];
      for (int stratum = fromStratum; stratum < untilStratum; stratum++) {
        rows += counts.rows(stratum);
        congested += counts.congested(stratum);
        for (int i = 0; i < bins; i++) {
          weights[i] += counts.count(stratum, firstBin + i);
        }
      }
    }

    void borrow(Pool parent, double borrowedRows) {
      double scale = borrowedRows / parent.rows;
      rows += borrowedRows;
      congested += scale * parent.congested;
      for (int i = 0; i < weights.length; i++) {
        weights[i] += scale * parent.weights[i];
      }
    }

    double[] shares() {
      double[] cumulative = new double[weights.length];
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i];
        cumulative[i] = sum;
      }
      for (int i = 0; i < weights.length; i++) {
        cumulative[i] /= sum;
      }
      return cumulative;
    }
  }

  public IntervalPolicy policy() {
    return policy;
  }

  /** The interval at the policy's nominal coverage. */
  public PredictionInterval interval(double predictedKmh, double spreadKmh) {
    return interval(predictedKmh, spreadKmh, policy.alpha());
  }

  /**
   * The interval that misses a share of {@code alpha}, both tails scaled alike. It always holds the
   * prediction.
   *
   * @param predictedKmh predicted speed; clipped to the range of speeds
   * @param spreadKmh spread of the profile at the target, or NaN when unknown
   * @param alpha share of misses in (0, 1), as {@link AdaptiveConformal} gives it
   */
  public PredictionInterval interval(double predictedKmh, double spreadKmh, double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must lie in (0, 1), got " + alpha);
    }
    double predicted = PredictionInterval.clip(predictedKmh);
    int stratum = strata.indexOf(predicted, spreadKmh);
    double scale = alpha / policy.alpha();
    double lower = predicted + lowerResidual(stratum, scale * lowerTail[stratum]);
    double upper =
        predicted + upperResidual(stratum, scale * (policy.alpha() - lowerTail[stratum]));
    return new PredictionInterval(
        PredictionInterval.clip(Math.min(predicted, lower)),
        PredictionInterval.clip(Math.max(predicted, upper)));
  }

  /** Share of residuals that an end with this tail must leave on its inner side. */
  private double level(int stratum, double tail) {
    return (1 - tail) * (1 + 1 / support[stratum]) - RANK_TOLERANCE;
  }

  private double upperResidual(int stratum, double tail) {
    double level = level(stratum, tail);
    double[] cumulative = shares[stratum];
    if (level > 1) {
      return Double.POSITIVE_INFINITY;
    }
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] >= level) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return (firstBin + low + 0.5) * BIN;
  }

  private double lowerResidual(int stratum, double tail) {
    double outside = 1 - level(stratum, tail);
    double[] cumulative = shares[stratum];
    if (outside < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (cumulative[middle - 1] <= outside) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return (firstBin + low - 0.5) * BIN;
  }

  /**
   * Probability that the speed will be below a threshold.
   *
   * @param predictedKmh predicted speed; clipped to the range of speeds
   * @param spreadKmh spread of the profile at the target, or NaN when unknown
   * @param thresholdKmh the threshold, not NaN
   */
  public double probabilityBelow(double predictedKmh, double spreadKmh, double thresholdKmh) {
    double predicted = PredictionInterval.clip(predictedKmh);
    double[] cumulative = shares[strata.indexOf(predicted, spreadKmh)];
    // Residuals are taken as spread evenly over their bin.
    double position = (thresholdKmh - predicted) / BIN + 0.5 - firstBin;
    if (position <= 0) {
      return 0;
    }
    if (position >= cumulative.length) {
      return 1;
    }
    int bin = (int) position;
    double before = bin == 0 ? 0 : cumulative[bin - 1];
    return before + (position - bin) * (cumulative[bin] - before);
  }

  /** How likely each category is. */
  public CategoryProbabilities probabilities(double predictedKmh, double spreadKmh) {
    double heavyFrom =
        probabilityBelow(predictedKmh, spreadKmh, TrafficCategory.HEAVY_TRAFFIC.fromKmh());
    double lightFrom =
        probabilityBelow(predictedKmh, spreadKmh, TrafficCategory.LIGHT_TRAFFIC.fromKmh());
    double freeFrom =
        probabilityBelow(predictedKmh, spreadKmh, TrafficCategory.FREE_FLOW.fromKmh());
    return new CategoryProbabilities(
        heavyFrom,
        Math.max(0, lightFrom - heavyFrom),
        Math.max(0, freeFrom - lightFrom),
        1 - freeFrom);
  }

  /** Probability of the predicted speed's own category: the published {@code confidence_score}. */
  public double confidence(double predictedKmh, double spreadKmh) {
    double predicted = PredictionInterval.clip(predictedKmh);
    return probabilities(predicted, spreadKmh).of(TrafficCategory.of(predicted));
  }
}
