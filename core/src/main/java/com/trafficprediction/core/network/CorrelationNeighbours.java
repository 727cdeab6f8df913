package com.trafficprediction.core.network;

import com.trafficprediction.core.network.LaggedCorrelation.Evidence;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Neighbours for a data set that has neither postmiles nor road distances: {@link #candidates} are
 * near by coordinates, and {@link #of} keeps those whose past says something about a segment's next
 * change, by the windows of the training split.
 *
 * <p>A queue grows against the traffic: what happens downstream now happens here later. So a
 * candidate that leads more than it lags counts as downstream, one that lags more as upstream. Each
 * list is ranked by what the candidate explains, most first, instead of by distance.
 */
public final class CorrelationNeighbours {
  /** Beyond the dozen nearest the ranking found nothing that helped (docs/adr/0070). */
  static final int MAX_CANDIDATES = 12;

  /** An hour's worth of a queue's growth. */
  static final double MAX_DISTANCE_KM = 8.0;

  /** A candidate that explains less of the variance than this is noise. */
  static final double MIN_SHARE = 0.002;

  private CorrelationNeighbours() {}

  /** The nearest other segments of each, by great circle, nearest first, ties by id. */
  public static Map<String, List<String>> candidates(Network network) {
    Map<String, List<String>> candidates = new HashMap<>();
    for (Segment segment : network.segments()) {
      candidates.put(
          segment.id(),
          network.segments().stream()
              .filter(other -> !other.id().equals(segment.id()))
              .map(other -> new Near(other.id(), segment.distanceKm(other)))
              .filter(near -> near.km <= MAX_DISTANCE_KM)
              .sorted(Comparator.comparingDouble(Near::km).thenComparing(Near::id))
              .limit(MAX_CANDIDATES)
              .map(Near::id)
              .toList());
    }
    return candidates;
  }

  /** The graph that the evidence about each segment's candidates supports. */
  public static NeighbourGraph of(Map<String, LaggedCorrelation> evidence) {
    Map<String, Neighbours> bySegment = new HashMap<>();
    evidence.forEach((id, found) -> bySegment.put(id, choose(found.evidence())));
    return new NeighbourGraph(NeighbourGraph.Method.LAGGED_CORRELATION, bySegment);
  }

  /** The neighbours of one segment, given what was found about its candidates. */
  public static Neighbours choose(List<Evidence> evidence) {
    return new Neighbours(
        best(evidence, e -> e.leads() < e.lags()),
        best(evidence, e -> e.leads() >= e.lags()),
        List.of());
  }

  private static List<String> best(List<Evidence> evidence, Predicate<Evidence> side) {
    return evidence.stream()
        .filter(side)
        .filter(e -> e.leads() >= MIN_SHARE)
        .sorted(Comparator.comparingDouble(Evidence::leads).reversed().thenComparing(Evidence::id))
        .limit(Neighbours.HOPS)
        .map(Evidence::id)
        .toList();
  }

  private record Near(String id, double km) {}
}
