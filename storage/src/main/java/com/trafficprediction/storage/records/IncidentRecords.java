package com.trafficprediction.storage.records;

import static com.trafficprediction.storage.records.Absent.orNull;

import com.trafficprediction.core.incident.Incident;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.schemas.IncidentSeverity;
import com.trafficprediction.schemas.IncidentSource;
import com.trafficprediction.schemas.IncidentState;
import com.trafficprediction.schemas.IncidentStatus;
import com.trafficprediction.schemas.TrafficIncident;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Detected incidents as published records. */
public final class IncidentRecords {
  private static final double HUNDREDTHS = 100;

  private IncidentRecords() {}

  /** The record of an incident, of no revision yet. */
  public static TrafficIncident toRecord(Incident incident, Network network) {
    Segment segment = network.get(incident.segmentId());
    Optional<ChainPosition> position = segment.chain();
    boolean over = incident.clearedMillis().isPresent();
    return TrafficIncident.newBuilder()
        .setIncidentId(incident.id())
        .setSegmentId(incident.segmentId())
        .setSource(IncidentSource.detector)
        .setStatus(over ? IncidentStatus.cleared : IncidentStatus.open)
        .setState(IncidentState.valueOf(incident.state().name().toLowerCase(Locale.ROOT)))
        .setSeverity(IncidentSeverity.valueOf(incident.severity().name().toLowerCase(Locale.ROOT)))
        .setOnset(Instant.ofEpochMilli(incident.onsetMillis()))
        .setDetectedAt(Instant.ofEpochMilli(incident.detectedMillis()))
        .setUpdatedAt(Instant.ofEpochMilli(incident.updatedMillis()))
        .setClearedAt(over ? Instant.ofEpochMilli(incident.clearedMillis().getAsLong()) : null)
        .setFreeway(position.map(ChainPosition::freeway).orElse(null))
        .setDirection(position.map(p -> p.direction().code()).orElse(null))
        .setSegments(incident.segments())
        .setExtentKm(rounded(incident.extentKm()))
        .setHeadPostmileKm(rounded(incident.headPostmileKm()))
        .setTailPostmileKm(rounded(incident.tailPostmileKm()))
        .setSpeedKmh(orNull(rounded(incident.speedKmh())))
        .setExpectedSpeedKmh(orNull(rounded(incident.expectedSpeedKmh())))
        .setConfidenceScore(rounded(incident.confidence()))
        .setLatitude(segment.latitude())
        .setLongitude(segment.longitude())
        .setDescription(incident.description())
        .build();
  }

  /** To two decimals: differences below that are no change. */
  private static double rounded(double value) {
    return Double.isNaN(value) ? value : Math.round(value * HUNDREDTHS) / HUNDREDTHS;
  }
}
