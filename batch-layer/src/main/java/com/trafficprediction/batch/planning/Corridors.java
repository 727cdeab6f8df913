package com.trafficprediction.batch.planning;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mainline chains of a network, and where they lie in the key space of the job: behind the
 * segments, in the order of their ids.
 */
final class Corridors {
  /** Key of a segment that is on no corridor. */
  static final int NONE = -1;

  private final int segments;
  private final List<String> ids;
  private final List<List<Segment>> stations;

  Corridors(Network network) {
    SortedMap<String, List<Segment>> byId = new TreeMap<>();
    for (Segment segment : network.segments()) {
      if (isMainline(segment)) {
        byId.computeIfAbsent(chainOf(segment).chainId(), id -> new ArrayList<>()).add(segment);
      }
    }
    this.segments = network.segments().size();
    this.ids = List.copyOf(byId.keySet());
    this.stations = List.copyOf(byId.values());
  }

  private static boolean isMainline(Segment segment) {
    return segment.chain().map(c -> c.laneType() == LaneType.MAINLINE).orElse(false);
  }

  private static ChainPosition chainOf(Segment segment) {
    return segment.chain().orElseThrow();
  }

  int size() {
    return ids.size();
  }

  /** The key of a segment's corridor, or {@link #NONE}. */
  int keyOf(Segment segment) {
    return isMainline(segment) ? segments + ids.indexOf(chainOf(segment).chainId()) : NONE;
  }

  /** True when a key is that of a corridor and not of a segment. */
  boolean isCorridor(int key) {
    return key >= segments;
  }

  /** Stations of the corridor with a key, ascending by id. */
  List<Segment> stationsOf(int key) {
    return stations.get(key - segments);
  }
}
