package com.trafficprediction.core.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Neighbours from postmiles: the stations before and after on the same chain. */
public final class PostmileNeighbours {
  /** A station further away than this along the road says nothing about the next hour. */
  private static final double MAX_DISTANCE_KM = 12.0;

  /** Stations of different lane types this close stand at the same place. */
  private static final double CO_LOCATED_KM = 0.15;

  private PostmileNeighbours() {}

  /**
   * The graph of all mainline and HOV segments that have a chain position. Others have no
   * neighbours: traffic does not flow from one ramp to the next.
   */
  public static NeighbourGraph of(Network network) {
    Map<String, List<Segment>> chains = chains(network);
    Map<String, Neighbours> bySegment = new HashMap<>();
    for (List<Segment> chain : chains.values()) {
      for (int i = 0; i < chain.size(); i++) {
        Segment segment = chain.get(i);
        if (!carriesThroughTraffic(segment)) {
          continue;
        }
        bySegment.put(
            segment.id(),
            new Neighbours(walk(chain, i, -1), walk(chain, i, 1), coLocated(chains, segment)));
      }
    }
    return new NeighbourGraph(NeighbourGraph.Method.POSTMILE, bySegment);
  }

  /** Segments by chain id, each chain in the order of travel. */
  public static Map<String, List<Segment>> chains(Network network) {
    Map<String, List<Segment>> chains = new TreeMap<>();
    for (Segment segment : network.segments()) {
      segment
          .chain()
          .ifPresent(p -> chains.computeIfAbsent(p.chainId(), k -> new ArrayList<>()).add(segment));
    }
    Comparator<Segment> byTravel =
        Comparator.comparingDouble(PostmileNeighbours::travelKm).thenComparing(Segment::id);
    chains.values().forEach(chain -> chain.sort(byTravel));
    return chains;
  }

  private static boolean carriesThroughTraffic(Segment segment) {
    LaneType type = segment.chain().orElseThrow().laneType();
    return type == LaneType.MAINLINE || type == LaneType.HOV;
  }

  private static List<String> walk(List<Segment> chain, int from, int step) {
    List<String> found = new ArrayList<>();
    for (int i = from + step;
        i >= 0 && i < chain.size() && found.size() < Neighbours.HOPS;
        i += step) {
      if (Math.abs(travelKm(chain.get(i)) - travelKm(chain.get(from))) > MAX_DISTANCE_KM) {
        break;
      }
      found.add(chain.get(i).id());
    }
    return found;
  }

  private static List<String> coLocated(Map<String, List<Segment>> chains, Segment segment) {
    ChainPosition position = segment.chain().orElseThrow();
    LaneType other =
        switch (position.laneType()) {
          case MAINLINE -> LaneType.HOV;
          case HOV -> LaneType.MAINLINE;
          default -> null;
        };
    if (other == null) {
      return List.of();
    }
    String chainId =
        new ChainPosition(position.freeway(), position.direction(), other, position.postmileKm())
            .chainId();
    return chains.getOrDefault(chainId, List.of()).stream()
        .filter(s -> Math.abs(travelKm(s) - travelKm(segment)) <= CO_LOCATED_KM)
        .min(Comparator.comparingDouble(s -> Math.abs(travelKm(s) - travelKm(segment))))
        .map(s -> List.of(s.id()))
        .orElse(List.of());
  }

  private static double travelKm(Segment segment) {
    return segment.chain().orElseThrow().travelKm();
  }
}
