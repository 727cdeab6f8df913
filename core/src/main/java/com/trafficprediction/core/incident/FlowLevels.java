package com.trafficprediction.core.incident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How today's flow compares with the usual one, station by station: the median ratio of the windows
 * from an hour to a quarter of an hour ago. Days differ in level, and detectors count a little too
 * much or too little; an incident is what differs from that. The last ten minutes are left out, so
 * that an incident does not become its own norm at once.
 *
 * <p>Immutable: adding a window gives another one.
 */
final class FlowLevels {
  /** Windows remembered. */
  static final int WINDOWS = 12;

  private static final int SKIPPED = 2;
  private static final int LEAST_KNOWN = 3;
  private static final double LOWEST = 0.7;
  private static final double HIGHEST = 1.4;

  static final FlowLevels NONE = new FlowLevels(List.of());

  private final List<double[]> ratios;

  private FlowLevels(List<double[]> ratios) {
    this.ratios = ratios;
  }

  /** With the ratios of one more window, by station; NaN where not known. */
  FlowLevels with(double[] latest) {
    List<double[]> next = new ArrayList<>(ratios);
    if (next.size() == WINDOWS) {
      next.remove(0);
    }
    next.add(latest);
    return new FlowLevels(next);
  }

  /** The level of a station before a window that is not added yet; 1 when too little is known. */
  double of(int station) {
    double[] known =
        ratios.subList(0, Math.max(0, ratios.size() - SKIPPED)).stream()
            .mapToDouble(row -> row[station])
            .filter(ratio -> !Double.isNaN(ratio))
            .sorted()
            .toArray();
    if (known.length < LEAST_KNOWN) {
      return 1;
    }
    int middle = known.length / 2;
    double median = known.length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
    return Math.max(LOWEST, Math.min(HIGHEST, median));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlowLevels levels
        && Arrays.deepEquals(ratios.toArray(), levels.ratios.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(ratios.toArray());
  }
}
