package com.trafficprediction.speed.detecting;

import com.trafficprediction.core.incident.Incident;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.messaging.stream.Sender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.IncidentSource;
import com.trafficprediction.schemas.IncidentState;
import com.trafficprediction.schemas.IncidentStatus;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.storage.hbase.Incidents;
import com.trafficprediction.storage.records.IncidentRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes a chain's incidents: to HBase, which gives them their revision, then to {@code
 * traffic-incidents}, then how far the chain is. So a crash between any two of them writes the same
 * again. What was found before that mark is never made up anew, however the past is folded again.
 * Not thread-safe.
 */
final class ChainPublisher {
  /** An incident that nobody follows any more is over after so long. */
  private static final Duration UNFOLLOWED = Duration.ofHours(2);

  private final Incidents table;
  private final Sender sender;
  private final Network network;
  private final SpeedMetrics metrics;
  private final Map<String, Long> publishedUntil = new HashMap<>();
  private final Map<String, Map<String, TrafficIncident>> unfollowed = new HashMap<>();

  ChainPublisher(Incidents table, Sender sender, Network network, SpeedMetrics metrics) {
    this.table = table;
    this.sender = sender;
    this.network = network;
    this.metrics = metrics;
  }

  /** Another instance has the chain now, and may go further than we know. */
  void forget(String chain) {
    publishedUntil.remove(chain);
    unfollowed.remove(chain);
  }

  /** Publishes what changed and returns when both stores have it. */
  void publish(ChainRun run) throws IOException {
    long until = run.foldedUntil();
    if (until == ChainRun.NONE) {
      return;
    }
    if (!publishedUntil.containsKey(run.id())) {
      takeOver(run.id());
    }
    long before = publishedUntil.getOrDefault(run.id(), ChainRun.NONE);
    boolean startedOver = until < before - UNFOLLOWED.toMillis() * 12;
    boolean sent = false;
    for (Incident incident : run.changed()) {
      boolean known = incident.detectedMillis() <= before && !startedOver;
      if (!known || table.find(incident.id()).isPresent()) {
        send(IncidentRecords.toRecord(incident, network));
        sent = true;
      }
    }
    sent |= endUnfollowed(run, until);
    if (sent) {
      sender.flush();
    }
    run.forgetChanges();
    if (until > before || startedOver) {
      table.putFrontier(run.id(), until);
      publishedUntil.put(run.id(), until);
    }
  }

  private void send(TrafficIncident record) throws IOException {
    Incidents.Written written = table.put(record);
    sender.send(Topic.INCIDENTS, record.getSegmentId(), written.incident());
    if (written.changed()) {
      metrics.incident(written.incident().getState().name());
    }
  }

  private void takeOver(String chain) throws IOException {
    OptionalLong frontier = table.findFrontier(chain);
    frontier.ifPresent(until -> publishedUntil.put(chain, until));
    Map<String, TrafficIncident> open = new HashMap<>();
    for (TrafficIncident incident : table.listOpen()) {
      if (incident.getSource() == IncidentSource.detector
          && incident.getIncidentId().startsWith(chain + ":")) {
        open.put(incident.getIncidentId(), incident);
      }
    }
    unfollowed.put(chain, open);
  }

  /** What a predecessor had open and the fold does not know: its beginning was not read again. */
  private boolean endUnfollowed(ChainRun run, long until) throws IOException {
    Map<String, TrafficIncident> open = unfollowed.getOrDefault(run.id(), Map.of());
    if (open.isEmpty()) {
      return false;
    }
    // Written just now, or going on: the fold knows them.
    run.changed().forEach(incident -> open.remove(incident.id()));
    run.current().forEach(incident -> open.remove(incident.id()));
    boolean sent = false;
    for (TrafficIncident incident : open.values().toArray(TrafficIncident[]::new)) {
      if (incident.getUpdatedAt().toEpochMilli() < until - UNFOLLOWED.toMillis()) {
        open.remove(incident.getIncidentId());
        TrafficIncident over = TrafficIncident.newBuilder(incident).build();
        over.setStatus(IncidentStatus.cleared);
        over.setState(IncidentState.cleared);
        over.setClearedAt(incident.getUpdatedAt());
        over.setUpdatedAt(Instant.ofEpochMilli(until));
        send(over);
        sent = true;
      }
    }
    return sent;
  }
}
