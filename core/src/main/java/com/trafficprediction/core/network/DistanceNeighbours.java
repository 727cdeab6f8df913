package com.trafficprediction.core.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours from a table of directed road distances, as published with METR-LA and PEMS-BAY. The
 * road from a to b is short where b is downstream of a, and long the other way round, where one has
 * to leave the freeway and turn; pairs that are close both ways (a crossing) count on both sides.
 */
public final class DistanceNeighbours {
  /** A row of the table: driving distance from one segment to another. */
  public record RoadDistance(String from, String to, double km) {}

  private static final double MAX_DISTANCE_KM = 8.0;

  private DistanceNeighbours() {}

  /** The graph; rows that name segments outside the network are ignored. */
  public static NeighbourGraph of(Network network, List<RoadDistance> distances) {
    Map<String, List<RoadDistance>> outgoing = new HashMap<>();
    Map<String, List<RoadDistance>> incoming = new HashMap<>();
    for (RoadDistance d : distances) {
      if (!d.from().equals(d.to())
          && d.km() <= MAX_DISTANCE_KM
          && network.contains(d.from())
          && network.contains(d.to())) {
        outgoing.computeIfAbsent(d.from(), k -> new ArrayList<>()).add(d);
        incoming.computeIfAbsent(d.to(), k -> new ArrayList<>()).add(d);
      }
    }
    Map<String, Neighbours> bySegment = new HashMap<>();
    for (Segment segment : network.segments()) {
      List<String> downstream =
          nearest(outgoing.get(segment.id()), incoming.get(segment.id()), true);
      List<String> upstream =
          nearest(incoming.get(segment.id()), outgoing.get(segment.id()), false);
      bySegment.put(segment.id(), new Neighbours(upstream, downstream, List.of()));
    }
    return new NeighbourGraph(NeighbourGraph.Method.DISTANCE_FILE, bySegment);
  }

  private static List<String> nearest(
      @Nullable List<RoadDistance> wanted,
      @Nullable List<RoadDistance> opposite,
      boolean outgoing) {
    Map<String, Double> back = new HashMap<>();
    for (RoadDistance d : Objects.requireNonNullElse(opposite, List.<RoadDistance>of())) {
      back.put(outgoing ? d.from() : d.to(), d.km());
    }
    return Objects.requireNonNullElse(wanted, List.<RoadDistance>of()).stream()
        .filter(d -> d.km() <= back.getOrDefault(outgoing ? d.to() : d.from(), Double.MAX_VALUE))
        .sorted(
            Comparator.comparingDouble(RoadDistance::km)
                .thenComparing(RoadDistance::from)
                .thenComparing(RoadDistance::to))
        .limit(Neighbours.HOPS)
        .map(d -> outgoing ? d.to() : d.from())
        .toList();
  }
}
