package com.trafficprediction.core.incident;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.core.network.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * The mainline stations of one freeway and direction, in the order in which traffic passes them.
 * Immutable and thread-safe.
 *
 * @param id freeway and direction, such as {@code I5-N}
 * @param stations at least one, each with a chain position
 */
public record RoadChain(String id, List<Segment> stations) {
  public RoadChain {
    stations = List.copyOf(stations);
    if (stations.isEmpty()) {
      throw new IllegalArgumentException("chain " + id + " has no stations");
    }
  }

  /** The mainlines of a network, by id; none where the data set has no freeways. */
  public static List<RoadChain> mainlinesOf(Network network) {
    List<RoadChain> chains = new ArrayList<>();
    PostmileNeighbours.chains(network)
        .forEach(
            (id, segments) -> {
              if (position(segments.get(0)).laneType() == LaneType.MAINLINE) {
                chains.add(new RoadChain(id, segments));
              }
            });
    return chains;
  }

  /** How many stations. */
  public int size() {
    return stations.size();
  }

  /** The id of a station. */
  public String segmentId(int station) {
    return stations.get(station).id();
  }

  /** Place along the road, km in the direction of travel. */
  public double travelKm(int station) {
    return position(stations.get(station)).travelKm();
  }

  /** Place along the road, km as posted. */
  public double postmileKm(int station) {
    return position(stations.get(station)).postmileKm();
  }

  /** The place in the direction of travel of a posted one. */
  public double travelKmOf(double postmileKm) {
    return position(stations.get(0)).direction().postmileGrows() ? postmileKm : -postmileKm;
  }

  /** Kilometres from a station to the next one downstream. */
  double gapKm(int station) {
    return travelKm(station + 1) - travelKm(station);
  }

  private static ChainPosition position(Segment segment) {
    return segment
        .chain()
        .orElseThrow(
            () -> new IllegalArgumentException("segment " + segment.id() + " is on no chain"));
  }
}
