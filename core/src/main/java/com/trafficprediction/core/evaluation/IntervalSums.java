package com.trafficprediction.core.evaluation;

import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.forecast.TrafficCategory;

/**
 * How prediction intervals did, as exact integers (widths in 0.001 km/h).
 *
 * @param n intervals whose outcome was observed
 * @param below outcomes under the lower end
 * @param above outcomes over the upper end
 * @param sumWidthMilli sum of widths
 * @param sumMissMilli sum of distances from the interval, 0 for a hit
 * @param congestedN those whose observed speed was congested
 * @param congestedMissed of these, outcomes outside the interval
 * @param sumCongestedWidthMilli sum of their widths
 */
public record IntervalSums(
    long n,
    long below,
    long above,
    long sumWidthMilli,
    long sumMissMilli,
    long congestedN,
    long congestedMissed,
    long sumCongestedWidthMilli)
    implements AdditiveSums {

  /** No interval: the neutral element of {@link #merge}. */
  public static final IntervalSums EMPTY = new IntervalSums(0, 0, 0, 0, 0, 0, 0, 0);

  private static final int COMPONENTS = 8;

  public IntervalSums {
    if (below < 0 || above < 0 || below + above > n || congestedN > n) {
      throw new IllegalArgumentException("misses and congested outcomes are part of n");
    }
  }

  /** The sums of one interval and its observed outcome in km/h. */
  public static IntervalSums of(PredictionInterval interval, double observedKmh) {
    boolean under = observedKmh < interval.lowerKmh();
    boolean over = observedKmh > interval.upperKmh();
    long width = milli(interval.widthKmh());
    long miss =
        milli(
            Math.max(
                0, Math.max(interval.lowerKmh() - observedKmh, observedKmh - interval.upperKmh())));
    boolean congested = observedKmh < TrafficCategory.CONGESTED_BELOW_KMH;
    return new IntervalSums(
        1,
        under ? 1 : 0,
        over ? 1 : 0,
        width,
        miss,
        congested ? 1 : 0,
        congested && (under || over) ? 1 : 0,
        congested ? width : 0);
  }

  private static long milli(double kmh) {
    return Math.round(kmh * 1000);
  }

  /** The sums of what {@link #components} gave. */
  public static IntervalSums ofComponents(long[] c) {
    AdditiveSums.requireLength(c, COMPONENTS, "IntervalSums");
    return new IntervalSums(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
  }

  @Override
  public long[] components() {
    return new long[] {
      n,
      below,
      above,
      sumWidthMilli,
      sumMissMilli,
      congestedN,
      congestedMissed,
      sumCongestedWidthMilli
    };
  }

  /** The sums over both sets of intervals. */
  public IntervalSums merge(IntervalSums other) {
    return ofComponents(AdditiveSums.add(components(), other.components()));
  }

  /** Intervals that held their outcome. */
  public long covered() {
    return n - below - above;
  }

  /** Share of outcomes inside; NaN without one. */
  public double coverage() {
    return n == 0 ? Double.NaN : (double) covered() / n;
  }

  /** Share of congested outcomes inside; NaN without one. */
  public double congestedCoverage() {
    return congestedN == 0 ? Double.NaN : 1 - (double) congestedMissed / congestedN;
  }

  /** Mean width in km/h; NaN without an interval. */
  public double meanWidthKmh() {
    return n == 0 ? Double.NaN : sumWidthMilli / 1000.0 / n;
  }

  /** Mean width in km/h where the outcome was congested; NaN without one. */
  public double congestedMeanWidthKmh() {
    return congestedN == 0 ? Double.NaN : sumCongestedWidthMilli / 1000.0 / congestedN;
  }

  /**
   * Mean interval score in km/h (Gneiting and Raftery 2007, eq. 43): width plus 2 / alpha times the
   * distance by which an outcome is missed. Lower is better; it rewards narrow intervals that hold.
   *
   * @param alpha nominal share of misses, 0.1 for 90 % intervals
   */
  public double meanScoreKmh(double alpha) {
    return n == 0 ? Double.NaN : (sumWidthMilli + 2 / alpha * sumMissMilli) / 1000.0 / n;
  }
}
