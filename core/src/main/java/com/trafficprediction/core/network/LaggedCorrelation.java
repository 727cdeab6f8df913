package com.trafficprediction.core.network;

import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;
import java.util.Arrays;
import java.util.List;

/**
 * How well the recent past of each candidate explains the next change of one segment, and the other
 * way round: one pass over the windows of the training split in the order of time.
 *
 * <pre>{@code
 * LaggedCorrelation evidence = new LaggedCorrelation(candidates);
 * for (each window start, ascending) {
 *   evidence.accept(start, ownSpeed, ownUsual, speeds, usuals);
 * }
 * }</pre>
 *
 * <p>For a lag L it sums, over all windows t in which both were observed and observed again at t +
 * L: x, the segment's deviation from what is usual at t; z, the candidate's; y, the change of the
 * segment's deviation from t to t + L; w, the candidate's. The sums are exact integers, so evidence
 * of several parts of the data merges in any order. Mutable, not thread-safe.
 */
public final class LaggedCorrelation {
  /** Lags in windows: 15, 30 and 60 minutes, as the horizons. */
  private static final int[] LAGS = {3, 6, 12};

  private static final int MAX_LAG = 12;
  private static final int RING = MAX_LAG + 1;
  private static final int ABSENT = Integer.MIN_VALUE;

  private final List<String> candidates;
  private final PairSums[][] sums;

  /** Deviations of the last windows: the segment's own first, then each candidate's. */
  private final int[][] recent;

  private final long[] recentStart = new long[RING];
  private long lastStart = Long.MIN_VALUE;

  /** Evidence about these candidates, none yet. */
  public LaggedCorrelation(List<String> candidates) {
    this.candidates = List.copyOf(candidates);
    sums = new PairSums[candidates.size()][LAGS.length];
    for (PairSums[] ofCandidate : sums) {
      Arrays.setAll(ofCandidate, lag -> new PairSums());
    }
    recent = new int[candidates.size() + 1][RING];
    Arrays.fill(recentStart, Long.MIN_VALUE);
  }

  /** The candidates, in the order of the arrays that {@link #accept} takes. */
  public List<String> candidates() {
    return candidates;
  }

  /**
   * Takes in one window of the training split. Windows come in ascending order; missing ones are
   * left out or given with absent speeds.
   *
   * @param startMillis start of the window
   * @param ownSpeedCenti the segment's speed, 0.01 km/h, or {@link Quantity#ABSENT}
   * @param ownUsualCenti what is usual on it then with the day itself left out, 0.01 km/h, or
   *     {@link Quantity#ABSENT}
   * @param speedCenti each candidate's speed, or {@link Quantity#ABSENT}; not kept
   * @param usualCenti what is usual on each candidate then, likewise; not kept
   * @throws IllegalArgumentException for a window that is not later than the one before
   */
  public void accept(
      long startMillis, int ownSpeedCenti, int ownUsualCenti, int[] speedCenti, int[] usualCenti) {
    if (Windows.requireStart(startMillis) <= lastStart) {
      throw new IllegalArgumentException(
          "window " + startMillis + " comes after " + lastStart + ": sort by time");
    }
    lastStart = startMillis;
    int place = place(startMillis);
    recentStart[place] = startMillis;
    recent[0][place] = deviation(ownSpeedCenti, ownUsualCenti);
    for (int i = 0; i < candidates.size(); i++) {
      recent[i + 1][place] = deviation(speedCenti[i], usualCenti[i]);
    }
    if (recent[0][place] == ABSENT) {
      return;
    }
    for (int lag = 0; lag < LAGS.length; lag++) {
      long before = startMillis - LAGS[lag] * Windows.MILLIS;
      int then = place(before);
      if (recentStart[then] == before && recent[0][then] != ABSENT) {
        addPairs(lag, then, place);
      }
    }
  }

  private void addPairs(int lag, int then, int now) {
    int x = recent[0][then];
    int y = recent[0][now] - x;
    for (int i = 0; i < candidates.size(); i++) {
      int z = recent[i + 1][then];
      int later = recent[i + 1][now];
      if (z != ABSENT && later != ABSENT) {
        sums[i][lag].add(x, z, y, later - z);
      }
    }
  }

  /** Adds evidence about the same candidates, gathered on other windows. */
  public void merge(LaggedCorrelation other) {
    if (!candidates.equals(other.candidates)) {
      throw new IllegalArgumentException(
          "evidence about " + other.candidates + " does not add to evidence about " + candidates);
    }
    for (int i = 0; i < sums.length; i++) {
      for (int lag = 0; lag < LAGS.length; lag++) {
        sums[i][lag].merge(other.sums[i][lag]);
      }
    }
  }

  /** What was found about each candidate, in their order. */
  public List<Evidence> evidence() {
    Evidence[] found = new Evidence[candidates.size()];
    for (int i = 0; i < found.length; i++) {
      double leads = 0;
      double lags = 0;
      for (PairSums ofLag : sums[i]) {
        leads += ofLag.shareExplainedByCandidate() / LAGS.length;
        lags += ofLag.shareExplainedBySegment() / LAGS.length;
      }
      found[i] = new Evidence(candidates.get(i), leads, lags);
    }
    return List.of(found);
  }

  /**
   * What the windows say about one candidate.
   *
   * @param id the candidate
   * @param leads share of the variance of the segment's next change that the candidate's deviation
   *     explains beyond what the segment's own explains, 0 to 1, mean over the lags
   * @param lags the same with segment and candidate exchanged
   */
  public record Evidence(String id, double leads, double lags) {}

  private static int deviation(int speedCenti, int usualCenti) {
    boolean known = speedCenti != Quantity.ABSENT && usualCenti != Quantity.ABSENT;
    return known ? speedCenti - usualCenti : ABSENT;
  }

  private static int place(long startMillis) {
    return (int) Math.floorMod(startMillis / Windows.MILLIS, (long) RING);
  }

  /** Exact sums for one candidate and one lag: changes stay under 2^16, products under 2^32. */
  private static final class PairSums {
    private static final int MIN_PAIRS = 50;

    private long n;
    private long x;
    private long z;
    private long y;
    private long w;
    private long xx;
    private long zz;
    private long yy;
    private long ww;
    private long xz;
    private long xy;
    private long zy;
    private long xw;
    private long zw;

    void add(long ownThen, long candidateThen, long ownChange, long candidateChange) {
      n++;
      x += ownThen;
      z += candidateThen;
      y += ownChange;
      w += candidateChange;
      xx += ownThen * ownThen;
      zz += candidateThen * candidateThen;
      yy += ownChange * ownChange;
      ww += candidateChange * candidateChange;
      xz += ownThen * candidateThen;
      xy += ownThen * ownChange;
      zy += candidateThen * ownChange;
      xw += ownThen * candidateChange;
      zw += candidateThen * candidateChange;
    }

    void merge(PairSums other) {
      n += other.n;
      x += other.x;
      z += other.z;
      y += other.y;
      w += other.w;
      xx += other.xx;
      zz += other.zz;
      yy += other.yy;
      ww += other.ww;
      xz += other.xz;
      xy += other.xy;
      zy += other.zy;
      xw += other.xw;
      zw += other.zw;
    }

    double shareExplainedByCandidate() {
      return partial(
          centred(xx, x, x),
          centred(zz, z, z),
          centred(yy, y, y),
          centred(xz, x, z),
          centred(xy, x, y),
          centred(zy, z, y));
    }

    double shareExplainedBySegment() {
      return partial(
          centred(zz, z, z),
          centred(xx, x, x),
          centred(ww, w, w),
          centred(xz, x, z),
          centred(zw, z, w),
          centred(xw, x, w));
    }

    private double centred(long products, long a, long b) {
      return products - (double) a * b / n;
    }

    /** Share of the variance of t that q explains after p: the squared semipartial correlation. */
    private double partial(double pp, double qq, double tt, double pq, double pt, double qt) {
      if (n < MIN_PAIRS || !(pp > 0) || !(tt > 0)) {
        return 0;
      }
      double restOfQ = qq - pq * pq / pp;
      if (!(restOfQ > 1e-9 * qq)) {
        return 0;
      }
      double both = qt - pq * pt / pp;
      return Math.min(1, both * both / restOfQ / tt);
    }
  }
}
