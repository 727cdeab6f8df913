package com.trafficprediction.serving.corridor;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The mainline chains of a network. */
public final class Corridors {
  private Corridors() {}

  /** Stations in the order of travel, by id of the chain; empty without freeways. */
  public static SortedMap<String, List<Segment>> of(Network network) {
    TreeMap<String, List<Segment>> chains = new TreeMap<>();
    for (Segment segment : network.segments()) {
      ChainPosition position = segment.position();
      if (position != null && position.laneType() == LaneType.MAINLINE) {
        chains.computeIfAbsent(position.chainId(), id -> new ArrayList<>()).add(segment);
      }
    }
    chains
        .values()
        .forEach(
            chain ->
                chain.sort(
                    Comparator.comparingDouble((Segment s) -> s.chain().orElseThrow().travelKm())));
    return chains;
  }
}
