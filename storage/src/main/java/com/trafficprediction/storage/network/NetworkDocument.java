package com.trafficprediction.storage.network;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a network: plain names and numbers, so that it can be read without this code.
 */
record NetworkDocument(
    String dataset,
    boolean synthetic,
    String zone,
    List<String> holidays,
    Capabilities capabilities,
    List<SegmentDocument> segments,
    String neighbourMethod,
    SortedMap<String, Neighbours> neighbours) {

  /** A segment; absent numbers are null. */
  record SegmentDocument(
      String id,
      String name,
      double latitude,
      double longitude,
      @Nullable String freeway,
      @Nullable String direction,
      @Nullable String laneType,
      @Nullable Double postmileKm,
      @Nullable Double lengthKm,
      int lanes) {

    static SegmentDocument of(Segment segment) {
      ChainPosition position = segment.position();
      return new SegmentDocument(
          segment.id(),
          segment.name(),
          segment.latitude(),
          segment.longitude(),
          position == null ? null : position.freeway(),
          position == null ? null : position.direction().code(),
          position == null ? null : position.laneType().name(),
          position == null ? null : (Double) position.postmileKm(),
          Double.isNaN(segment.lengthKm()) ? null : (Double) segment.lengthKm(),
          segment.lanes());
    }

    Segment toSegment() {
      ChainPosition position =
          freeway == null || direction == null || laneType == null || postmileKm == null
              ? null
              : new ChainPosition(
                  freeway, Direction.ofCode(direction), LaneType.valueOf(laneType), postmileKm);
      return new Segment(
          id, name, latitude, longitude, position, lengthKm == null ? Double.NaN : lengthKm, lanes);
    }
  }

  static NetworkDocument of(Network network, NeighbourGraph graph) {
    return new NetworkDocument(
        network.dataset(),
        network.synthetic(),
        network.zone().getId(),
        network.holidays().stream().map(LocalDate::toString).toList(),
        network.capabilities(),
        network.segments().stream().map(SegmentDocument::of).toList(),
        graph.method().name(),
        new TreeMap<>(graph.bySegment()));
  }

  Network network() {
    TreeSet<LocalDate> dates = new TreeSet<>();
    holidays.forEach(date -> dates.add(LocalDate.parse(date)));
    return new Network(
        dataset,
        synthetic,
        ZoneId.of(zone),
        dates,
        capabilities,
        segments.stream().map(SegmentDocument::toSegment).toList());
  }

  NeighbourGraph graph() {
    return new NeighbourGraph(NeighbourGraph.Method.valueOf(neighbourMethod), neighbours);
  }
}
