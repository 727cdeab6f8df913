package com.trafficprediction.core.incident;

import java.util.Arrays;
import java.util.List;

/**
 * All that the detector remembers of a chain: an hour of flow levels, the evidence of each pair,
 * and the incidents that are not over for long. Immutable, so that a late reading can be taken into
 * account by folding again from an earlier state.
 */
public final class ChainState {
  private static final long BEFORE_ALL = Long.MIN_VALUE;

  private final long startMillis;
  private final FlowLevels levels;
  private final List<StationWindow> last;
  private final double[] evidence;
  private final long[] since;
  private final List<TrackedQueue> queues;

  ChainState(
      long startMillis,
      FlowLevels levels,
      List<StationWindow> last,
      double[] evidence,
      long[] since,
      List<TrackedQueue> queues) {
    this.startMillis = startMillis;
    this.levels = levels;
    this.last = last;
    this.evidence = evidence;
    this.since = since;
    this.queues = List.copyOf(queues);
  }

  /** Nothing was seen yet. */
  static ChainState empty(int stations) {
    return new ChainState(
        BEFORE_ALL,
        FlowLevels.NONE,
        List.of(),
        new double[Math.max(0, stations - 1)],
        new long[Math.max(0, stations - 1)],
        List.of());
  }

  /** True before the first window. */
  public boolean isEmpty() {
    return startMillis == BEFORE_ALL;
  }

  /** Start of the last window folded, epoch milliseconds. */
  public long startMillis() {
    return startMillis;
  }

  /**
   * True when nothing goes on. What comes after a quiet hour does not depend on what was before it:
   * a fold may begin there.
   */
  public boolean isQuiet() {
    return queues.isEmpty() && Arrays.stream(evidence).allMatch(e -> e == 0);
  }

  /** Incidents that go on, or are over and may still reopen: in the order of detection. */
  public List<Incident> incidents() {
    return queues.stream().map(TrackedQueue::shown).toList();
  }

  FlowLevels levels() {
    return levels;
  }

  /** The last window's stations; empty before the first one. */
  List<StationWindow> last() {
    return last;
  }

  double evidence(int pair) {
    return evidence[pair];
  }

  long since(int pair) {
    return since[pair];
  }

  List<TrackedQueue> queues() {
    return queues;
  }
}
