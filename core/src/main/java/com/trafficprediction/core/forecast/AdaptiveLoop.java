package com.trafficprediction.core.forecast;

import com.trafficprediction.core.window.Windows;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs {@link AdaptiveConformal} in time: an origin's intervals may use only outcomes that were
 * known at that origin, which is when the predicted window had ended. Serving and the evaluation's
 * replay use it alike.
 *
 * <pre>{@code
 * double alpha = loop.alphaAt(origin);               // once per origin, in time order
 * rows.forEach(row -> loop.outcome(origin, hit));    // outcomes may be told at once, or later
 * }</pre>
 *
 * <p>Mutable and not thread-safe. Holds the outcomes of at most one horizon's worth of origins.
 */
public final class AdaptiveLoop {
  private final Horizon horizon;
  private final TreeMap<Long, long[]> pending = new TreeMap<>();
  private AdaptiveConformal state;
  private long lastOrigin = Long.MIN_VALUE;

  public AdaptiveLoop(Horizon horizon, AdaptiveConformal start) {
    this.horizon = horizon;
    this.state = start;
  }

  /**
   * What to make the intervals of an origin with.
   *
   * @param originMillis not before any origin asked for earlier
   */
  public double alphaAt(long originMillis) {
    if (originMillis < lastOrigin) {
      throw new IllegalArgumentException(
          "origins must come in time order: " + originMillis + " after " + lastOrigin);
    }
    lastOrigin = originMillis;
    while (!pending.isEmpty() && knownFrom(pending.firstKey()) <= originMillis) {
      Map.Entry<Long, long[]> oldest = pending.pollFirstEntry();
      state = state.after(oldest.getValue()[0], oldest.getValue()[1]);
    }
    return state.alpha();
  }

  private long knownFrom(long originMillis) {
    return horizon.targetStart(originMillis) + Windows.MILLIS;
  }

  /**
   * Tells how an interval did; takes effect from the first origin at which that can be known.
   *
   * @param originMillis origin of the forecast; an outcome told after its origin's turn has passed
   *     counts as an origin of its own
   */
  public void outcome(long originMillis, boolean covered) {
    long[] counts = pending.computeIfAbsent(originMillis, key -> new long[2]);
    counts[0]++;
    counts[1] += covered ? 0 : 1;
  }

  /** The state now: what to store, and to start from after a restart. */
  public AdaptiveConformal state() {
    return state;
  }
}
