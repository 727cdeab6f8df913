package com.trafficprediction.core.forecast;

/**
 * How intervals share out their misses. In every stratum the two tails add up to {@code alpha}; how
 * much of it the lower tail gets depends on how often the stratum ends congested, because the
 * congestion that a forecast missed lies there.
 *
 * <p>A tail of 5 % each would spend the whole lower tail on exactly the readings an operator cares
 * about: where 5 % of outcomes are congested and the forecast says free flow, a 5 % lower tail cuts
 * all of them off. So a stratum whose congested share is at least {@code congestedShareFloor} gives
 * its lower tail {@code lowerTailPerCongestedShare} times that share, kept within [{@code
 * leastTail}, alpha / 2], and the rest to the upper tail; strata that never congest, and strata
 * that are mostly congested anyway, have equal tails. The figures were chosen on real readings (ADR
 * 0060).
 *
 * @param alpha nominal share of misses, both tails together
 * @param congestedShareFloor congested share of a stratum from which its tails differ
 * @param lowerTailPerCongestedShare lower tail per congested share
 * @param leastTail least lower tail
 * @param shrinkRows weight of a stratum's parent, in rows: a stratum with as many rows of its own
 *     takes half of its distribution from the parent
 * @param adaptiveStep step size gamma of {@link AdaptiveConformal}
 */
public record IntervalPolicy(
    double alpha,
    double congestedShareFloor,
    double lowerTailPerCongestedShare,
    double leastTail,
    double shrinkRows,
    double adaptiveStep) {

  /** 90 % intervals as the system publishes them. */
  public static final IntervalPolicy DEFAULT =
      new IntervalPolicy(0.10, 0.01, 0.15, 0.0075, 300, 0.005);

  public IntervalPolicy {
    if (!(alpha > 0 && alpha < 1 && leastTail > 0 && leastTail <= alpha / 2)) {
      throw new IllegalArgumentException(
          "alpha must lie in (0, 1) and the least tail in (0, alpha / 2], got "
              + alpha
              + " and "
              + leastTail);
    }
    if (!(shrinkRows > 0 && adaptiveStep >= 0 && lowerTailPerCongestedShare >= 0)) {
      throw new IllegalArgumentException(
          "shrinkRows must be positive, the step and the tail's share not negative");
    }
  }

  /** The nominal coverage, 0.9 by default. */
  public double coverage() {
    return 1 - alpha;
  }

  /** The lower tail of a stratum with this congested share. */
  double lowerTail(double congestedShare) {
    if (congestedShare < congestedShareFloor) {
      return alpha / 2;
    }
    double wanted = lowerTailPerCongestedShare * congestedShare;
    return Math.max(leastTail, Math.min(alpha / 2, wanted));
  }
}
