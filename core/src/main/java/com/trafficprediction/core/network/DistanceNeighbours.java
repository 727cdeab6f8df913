package com.trafficprediction.core.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Neighbours from a table of directed road distances, as published with METR-LA and PEMS-BAY. The
 * road from a to b is short where b is downstream of a, and long the other way round, where one has
 * to leave the freeway and turn; pairs that are equally close both ways count on both sides.
 */
public final class DistanceNeighbours {
  /**
   * A row of the table: driving distance from one segment to another.
   *
   * @param km at least 0
   */
  public record RoadDistance(String from, String to, double km) {
    public RoadDistance {
      if (!(km >= 0)) {
        throw new IllegalArgumentException(
            "the road from " + from + " to " + to + " cannot be " + km + " km long");
      }
    }
  }

  private static final double MAX_DISTANCE_KM = 8.0;

  private DistanceNeighbours() {}

  /**
   * The graph; rows that name segments outside the network are ignored. Of several rows for one
   * pair the shortest counts, so their order does not.
   */
  public static NeighbourGraph of(Network network, List<RoadDistance> distances) {
    Map<String, Map<String, Double>> kmFrom = new HashMap<>();
    Map<String, Map<String, Double>> kmTo = new HashMap<>();
    for (RoadDistance d : distances) {
      if (!d.from().equals(d.to())
          && d.km() <= MAX_DISTANCE_KM
          && network.contains(d.from())
          && network.contains(d.to())) {
        kmFrom.computeIfAbsent(d.from(), k -> new HashMap<>()).merge(d.to(), d.km(), Math::min);
        kmTo.computeIfAbsent(d.to(), k -> new HashMap<>()).merge(d.from(), d.km(), Math::min);
      }
    }
    Map<String, Neighbours> bySegment = new HashMap<>();
    for (Segment segment : network.segments()) {
      Map<String, Double> leaving = kmFrom.getOrDefault(segment.id(), Map.of());
      Map<String, Double> arriving = kmTo.getOrDefault(segment.id(), Map.of());
      bySegment.put(
          segment.id(),
          new Neighbours(nearest(arriving, leaving), nearest(leaving, arriving), List.of()));
    }
    return new NeighbourGraph(NeighbourGraph.Method.DISTANCE_FILE, bySegment);
  }

  /** The nearest segments that are no further this way than the opposite way. */
  private static List<String> nearest(Map<String, Double> km, Map<String, Double> opposite) {
    return km.entrySet().stream()
        .filter(e -> e.getValue() <= opposite.getOrDefault(e.getKey(), Double.MAX_VALUE))
        .sorted(
            Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .limit(Neighbours.HOPS)
        .map(Map.Entry::getKey)
        .toList();
  }
}
