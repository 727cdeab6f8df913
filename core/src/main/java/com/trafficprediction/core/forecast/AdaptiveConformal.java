package com.trafficprediction.core.forecast;

/**
 * Keeps the coverage of one horizon's intervals at its nominal value while traffic changes:
 * adaptive conformal inference (Gibbs and Candès 2021, eq. 2). After each origin whose outcomes are
 * known,
 *
 * <pre>alpha ← alpha + gamma (nominal alpha − share of outcomes missed)</pre>
 *
 * so intervals widen after misses and narrow after hits. Outcomes of an origin come a horizon
 * later; {@link AdaptiveLoop} keeps that order.
 *
 * <p>Immutable; the state is these four numbers.
 *
 * @param nominalAlpha share of misses aimed at, 0.1 for 90 % intervals
 * @param gamma step size; 0 never adapts
 * @param alpha what intervals are to be made with now
 * @param updates origins that have been taken into account
 */
public record AdaptiveConformal(double nominalAlpha, double gamma, double alpha, long updates) {
  private static final double LEAST_FACTOR = 0.1;
  private static final double GREATEST_FACTOR = 3;

  public AdaptiveConformal {
    if (!(nominalAlpha > 0 && nominalAlpha < 1 && alpha > 0 && alpha < 1 && gamma >= 0)) {
      throw new IllegalArgumentException(
          "alphas must lie in (0, 1) and gamma must not be negative, got "
              + nominalAlpha
              + ", "
              + alpha
              + ", "
              + gamma);
    }
  }

  /** The state before any outcome. */
  public static AdaptiveConformal start(IntervalPolicy policy) {
    return new AdaptiveConformal(policy.alpha(), policy.adaptiveStep(), policy.alpha(), 0);
  }

  /**
   * The state after the outcomes of one origin. Alpha stays within a tenth and three times the
   * nominal one (and below 1), so that a long outage or a broken detector cannot make intervals
   * meaningless.
   *
   * @param n outcomes observed, at least 1
   * @param missed how many of them lay outside their interval
   */
  public AdaptiveConformal after(long n, long missed) {
    if (n < 1 || missed < 0 || missed > n) {
      throw new IllegalArgumentException(missed + " misses in " + n + " outcomes cannot be");
    }
    double moved = alpha + gamma * (nominalAlpha - (double) missed / n);
    double most = Math.min(GREATEST_FACTOR * nominalAlpha, (1 + nominalAlpha) / 2);
    double next = Math.max(LEAST_FACTOR * nominalAlpha, Math.min(most, moved));
    return new AdaptiveConformal(nominalAlpha, gamma, next, updates + 1);
  }
}
