package com.trafficprediction.serving.latest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * How fast the road's time runs against the clock on the wall: about 1 for a live feed, 60 for a
 * replay at 60x. A replay declares what its clock shows, not how fast it runs (ADR 0081), so this
 * is measured: event time by the windows that came last, wall time by the broker that took them.
 * Every instance reads the same from the topic, after a restart too. Immutable.
 *
 * @param seen windows ends by when they were first seen, the last hour's worth of them
 */
public record RoadClock(List<Seen> seen) {
  private static final int KEPT = 13;

  /** Before the first window. */
  public static final RoadClock NONE = new RoadClock(List.of());

  /**
   * The end of a window was new.
   *
   * @param segmentId of which segment the window was
   * @param endMillis end of the window, event time
   * @param atMillis when the broker took it, wall time
   */
  public record Seen(String segmentId, long endMillis, long atMillis) {}

  public RoadClock {
    seen = List.copyOf(seen);
  }

  /**
   * With a window that was read. Partitions are read one after the other: what was taken before the
   * newest was, changes nothing.
   */
  public RoadClock with(Seen next) {
    boolean late = !seen.isEmpty() && next.atMillis() <= seen.get(seen.size() - 1).atMillis();
    if (late || knownAt(next.endMillis()).isPresent()) {
      return this;
    }
    List<Seen> longer = new ArrayList<>(seen);
    longer.add(next);
    return new RoadClock(longer.subList(Math.max(0, longer.size() - KEPT), longer.size()));
  }

  /** Without what is of other segments: the topic may still hold what another data set left. */
  public RoadClock keepOnly(Predicate<String> segmentIds) {
    return new RoadClock(seen.stream().filter(one -> segmentIds.test(one.segmentId())).toList());
  }

  /** When a window with that end was first seen, wall time; empty when it is not remembered. */
  public OptionalLong knownAt(long endMillis) {
    return seen.stream()
        .filter(one -> one.endMillis() == endMillis)
        .mapToLong(Seen::atMillis)
        .findFirst();
  }

  /**
   * Seconds of event time per second of wall time: the median of the last steps, so that a pause or
   * a leap does not count; empty before the second window. Who is behind, such as a detector that
   * was silent, is no step back.
   */
  public OptionalDouble realTimeFactor() {
    List<Double> steps = new ArrayList<>();
    Seen front = null;
    for (Seen one : seen) {
      if (front != null && one.endMillis() > front.endMillis()) {
        steps.add(
            (one.endMillis() - front.endMillis()) / (double) (one.atMillis() - front.atMillis()));
      }
      front = front == null || one.endMillis() > front.endMillis() ? one : front;
    }
    Collections.sort(steps);
    return steps.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(steps.get(steps.size() / 2));
  }
}
