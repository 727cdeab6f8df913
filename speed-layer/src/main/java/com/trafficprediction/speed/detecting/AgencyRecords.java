package com.trafficprediction.speed.detecting;

import com.trafficprediction.core.incident.RoadChain;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.feeds.source.AgencyIncident;
import com.trafficprediction.schemas.IncidentSource;
import com.trafficprediction.schemas.IncidentState;
import com.trafficprediction.schemas.IncidentStatus;
import com.trafficprediction.schemas.TrafficIncident;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Records of an agency as incidents of the network: on the nearest station of their road. */
public final class AgencyRecords {
  /** A record further from every station is of another stretch of road. */
  private static final double FARTHEST_KM = 5;

  private static final long MINUTE_MILLIS = 60_000L;

  private final Network network;
  private final List<RoadChain> chains;
  private final Instant now;

  /**
   * @param now wall time: a record that lasts longer is not over
   */
  public AgencyRecords(Network network, Instant now) {
    this.network = network;
    this.chains = RoadChain.mainlinesOf(network);
    this.now = now;
  }

  /** The incident of a record; empty when it has no place on one of the network's roads. */
  public Optional<TrafficIncident> find(AgencyIncident record) {
    Optional<String> freeway = record.freeway();
    Optional<Direction> direction = record.direction();
    if (freeway.isEmpty() || direction.isEmpty() || Double.isNaN(record.postmileKm())) {
      return Optional.empty();
    }
    ChainPosition place =
        new ChainPosition(freeway.get(), direction.get(), LaneType.MAINLINE, record.postmileKm());
    return chains.stream()
        .filter(chain -> chain.id().equals(place.chainId()))
        .flatMap(chain -> chain.stations().stream())
        .min(Comparator.comparingDouble(s -> distanceKm(s, place)))
        .filter(s -> distanceKm(s, place) <= FARTHEST_KM)
        .map(segment -> incident(record, segment, place));
  }

  private static double distanceKm(Segment segment, ChainPosition place) {
    return Math.abs(segment.chain().orElseThrow().postmileKm() - place.postmileKm());
  }

  private TrafficIncident incident(AgencyIncident record, Segment segment, ChainPosition place) {
    Instant start = Instant.ofEpochMilli(record.startMillis());
    double minutes = Double.isNaN(record.durationMinutes()) ? 0 : record.durationMinutes();
    Instant end = start.plusMillis(Math.round(minutes * MINUTE_MILLIS));
    boolean over = !end.isAfter(now);
    return TrafficIncident.newBuilder()
        .setIncidentId(network.dataset() + ':' + record.id())
        .setSegmentId(segment.id())
        .setSource(IncidentSource.agency)
        .setStatus(over ? IncidentStatus.cleared : IncidentStatus.open)
        .setState(over ? IncidentState.cleared : IncidentState.reported)
        .setOnset(start)
        .setDetectedAt(start)
        .setUpdatedAt(over ? end : start)
        .setClearedAt(over ? end : null)
        .setFreeway(place.freeway())
        .setDirection(place.direction().code())
        .setSegments(List.of(segment.id()))
        .setHeadPostmileKm(place.postmileKm())
        .setLatitude(segment.latitude())
        .setLongitude(segment.longitude())
        .setDescription(record.description())
        .build();
  }
}
