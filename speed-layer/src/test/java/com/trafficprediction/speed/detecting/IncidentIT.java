package com.trafficprediction.speed.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.incident.Incident;
import com.trafficprediction.core.incident.RoadChain;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.stream.TailedRecord;
import com.trafficprediction.messaging.stream.TopicTail;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.storage.hbase.Incidents;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.records.IncidentRecords;
import com.trafficprediction.storage.records.WindowRecords;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a real broker and HBase and a synthetic day's windows, when the detector is killed with
 * {@code kill -9} in the middle of them, then table and topic have each incident that a computation
 * without all this finds, once.
 */
@Timeout(600)
class IncidentIT {
  private static final long PATIENCE_SECONDS = 180;

  @TempDir static Path directory;

  private final SyntheticRoad road = new SyntheticRoad();

  @Test
  void eachIncidentIsThereOnceAlsoAfterACrash() throws Exception {
    Map<String, Incident> expected = road.incidents();
    assertThat(expected).isNotEmpty();
    try (LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HDFS, Service.HBASE, Service.KAFKA)
            .randomPorts()
            .start()) {
      KafkaSettings kafka =
          new KafkaSettings(cluster.kafkaBootstrap(), (short) 1, Map.of(), Map.of());
      try (TopicAdmin admin = TopicAdmin.open(kafka)) {
        admin.apply(admin.diff());
      }
      try (SpeedStore store = SpeedStorage.at(cluster.conf(), Clock.systemUTC()).openStore()) {
        Incidents table = store.incidents(Duration.ZERO);
        List<TrafficWindow> day = road.day();
        int half = firstOfItsWindow(day, day.size() / 2);
        send(kafka, day.subList(0, half));
        runUntil(cluster, table, day.get(half / 2).startMillis());
        String acknowledged = acknowledgeFirst(kafka, table);
        send(kafka, day.subList(half, day.size()));
        long end = day.get(day.size() - 1).startMillis();
        runUntil(cluster, table, end);
        Map<String, TrafficIncident> found = rows(table);
        assertThat(contents(found)).isEqualTo(contents(expected, road));
        assertThat(found.values())
            .filteredOn(row -> row.getIncidentId().equals(acknowledged))
            .allMatch(row -> "Ada".equals(row.getAcknowledgedBy()));

        runUntil(cluster, table, end);
        assertThat(rows(table)).as("another restart changes nothing").isEqualTo(found);
        assertThat(published(kafka)).isEqualTo(found);
      }
    }
  }

  /** Starts the detector, waits until every road was judged that far, and kills it. */
  private void runUntil(LocalCluster cluster, Incidents table, long millis) throws Exception {
    Process process =
        IncidentProcess.start(
            cluster.conf(), cluster.kafkaBootstrap(), directory.resolve("incident.log"));
    try {
      // Time for what follows the mark: a restart that has nothing to do must still do nothing.
      boolean unused = new CountDownLatch(1).await(2, TimeUnit.SECONDS);
      await(
          "every road was judged",
          () -> {
            assertThat(process.isAlive()).isTrue();
            for (RoadChain chain : road.chains()) {
              if (table.findFrontier(chain.id()).orElse(0) <= millis) {
                return false;
              }
            }
            return true;
          });
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static int firstOfItsWindow(List<TrafficWindow> day, int index) {
    int first = index;
    while (first > 0 && day.get(first - 1).startMillis() == day.get(index).startMillis()) {
      first--;
    }
    return first;
  }

  private static String acknowledgeFirst(KafkaSettings kafka, Incidents table) throws Exception {
    List<TrafficIncident> rows = table.listAll();
    if (rows.isEmpty()) {
      return "";
    }
    String id = rows.get(0).getIncidentId();
    Incidents.Written seen = table.acknowledge(id, "Ada", Instant.ofEpochMilli(1)).orElseThrow();
    assertThat(seen.changed()).isTrue();
    try (KafkaSender sender = new KafkaSender(kafka)) {
      sender.send(Topic.INCIDENTS, seen.incident().getSegmentId(), seen.incident());
      sender.flush();
    }
    assertThat(table.acknowledge(id, "Bob", Instant.ofEpochMilli(2)).orElseThrow().changed())
        .isFalse();
    assertThat(table.acknowledge("none", "Bob", Instant.ofEpochMilli(2))).isEmpty();
    return id;
  }

  private static void send(KafkaSettings kafka, List<TrafficWindow> windows) {
    try (KafkaSender sender = new KafkaSender(kafka)) {
      for (TrafficWindow window : windows) {
        var record = WindowRecords.toRecord(window, 0, WindowState.complete);
        record.setRevision(1);
        sender.send(Topic.AGGREGATES, window.segmentId(), record);
      }
      sender.flush();
    }
  }

  private static Map<String, TrafficIncident> rows(Incidents table) throws Exception {
    Map<String, TrafficIncident> rows = new TreeMap<>();
    table.listAll().forEach(row -> rows.put(row.getIncidentId(), row));
    return rows;
  }

  /** Of each incident the highest revision, as every reader of the topic takes it. */
  private static Map<String, TrafficIncident> published(KafkaSettings kafka) {
    Map<String, TrafficIncident> highest = new TreeMap<>();
    try (TopicTail tail = new TopicTail(kafka, Topic.INCIDENTS, Long.MAX_VALUE)) {
      while (!tail.atFirstEnd()) {
        for (TailedRecord record : tail.poll(Duration.ofMillis(500))) {
          TrafficIncident incident = (TrafficIncident) record.value();
          if (incident != null) {
            highest.merge(
                incident.getIncidentId(),
                incident,
                (a, b) -> b.getRevision() >= a.getRevision() ? b : a);
          }
        }
      }
    }
    return highest;
  }

  /** Without revisions and acknowledgements, which depend on when it was killed. */
  private static Map<String, TrafficIncident> contents(Map<String, TrafficIncident> rows) {
    Map<String, TrafficIncident> contents = new TreeMap<>();
    rows.forEach(
        (id, row) -> {
          TrafficIncident bare = TrafficIncident.newBuilder(row).build();
          bare.setRevision(0);
          bare.setAcknowledgedAt(null);
          bare.setAcknowledgedBy(null);
          contents.put(id, bare);
        });
    return contents;
  }

  private static Map<String, TrafficIncident> contents(
      Map<String, Incident> incidents, SyntheticRoad road) {
    Map<String, TrafficIncident> contents = new TreeMap<>();
    incidents.forEach(
        (id, incident) ->
            contents.put(id, IncidentRecords.toRecord(incident, road.usual().network())));
    return contents;
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited for too long until " + what).isLessThan(deadline);
      boolean unused = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
    }
  }
}
