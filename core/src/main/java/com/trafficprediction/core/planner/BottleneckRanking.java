package com.trafficprediction.core.planner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums up days of bottlenecks by place and shift, worst first. */
public final class BottleneckRanking {
  /**
   * A place where traffic breaks down.
   *
   * @param segmentId head of the queue
   * @param downstreamId the next station downstream
   * @param shift the shift
   * @param activeDays days on which it was active
   * @param meanActiveMinutes mean minutes on those days
   * @param meanExtentKm mean length of the queue on those days
   * @param maxExtentKm greatest length of the queue
   * @param totalQueueKmHours length of the queue summed over time
   * @param totalDelayVehicleHours delay in the queue, all days; NaN without volume
   */
  public record Place(
      String segmentId,
      String downstreamId,
      Shift shift,
      int activeDays,
      double meanActiveMinutes,
      double meanExtentKm,
      double maxExtentKm,
      double totalQueueKmHours,
      double totalDelayVehicleHours) {}

  private record Key(String segmentId, Shift shift) {}

  private BottleneckRanking() {}

  /**
   * Places by delay, those without one by queue length over time behind them; equal ones by id.
   *
   * @param bottlenecks of any days and chains, each day's once
   */
  public static List<Place> rank(List<Bottleneck> bottlenecks) {
    Map<Key, List<Bottleneck>> byPlace =
        new TreeMap<>(Comparator.comparing(Key::segmentId).thenComparing(Key::shift));
    for (Bottleneck bottleneck : bottlenecks) {
      byPlace
          .computeIfAbsent(
              new Key(bottleneck.segmentId(), bottleneck.shift()), key -> new ArrayList<>())
          .add(bottleneck);
    }
    Comparator<Place> byDelay =
        Comparator.comparingDouble(
            place ->
                Double.isNaN(place.totalDelayVehicleHours())
                    ? Double.POSITIVE_INFINITY
                    : -place.totalDelayVehicleHours());
    return byPlace.values().stream()
        .map(BottleneckRanking::sumUp)
        .sorted(
            byDelay
                .thenComparing(Comparator.comparingDouble(Place::totalQueueKmHours).reversed())
                .thenComparing(Place::segmentId)
                .thenComparing(Place::shift))
        .toList();
  }

  private static Place sumUp(List<Bottleneck> unordered) {
    List<Bottleneck> days =
        unordered.stream().sorted(Comparator.comparingLong(Bottleneck::localDay)).toList();
    Bottleneck first = days.get(0);
    return new Place(
        first.segmentId(),
        first.downstreamId(),
        first.shift(),
        (int) days.stream().mapToLong(Bottleneck::localDay).distinct().count(),
        mean(days.stream().mapToDouble(Bottleneck::activeMinutes).toArray()),
        mean(days.stream().mapToDouble(Bottleneck::meanExtentKm).toArray()),
        days.stream().mapToDouble(Bottleneck::maxExtentKm).max().orElseThrow(),
        sum(days.stream().mapToDouble(Bottleneck::queueKmHours).toArray()),
        sumKnown(days.stream().mapToDouble(Bottleneck::delayVehicleHours).toArray()));
  }

  /** Sums in the order of days, so that the result does not depend on how a job was split. */
  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double mean(double[] values) {
    return sum(values) / values.length;
  }

  private static double sumKnown(double[] values) {
    double sum = Double.NaN;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum = Double.isNaN(sum) ? value : sum + value;
      }
    }
    return sum;
  }
}
