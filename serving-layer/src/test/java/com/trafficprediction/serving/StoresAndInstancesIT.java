package com.trafficprediction.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.localcluster.Daemon;
import com.trafficprediction.localcluster.DaemonStatus;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.TopicReader;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.serving.forecast.Roads;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Serving processes that are killed, and stores that are killed under them. Whatever goes, answers
 * are given from what is left and say so, and nobody restarts anything but what was killed.
 */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoresAndInstancesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "test-token";
  private static final int FORECASTS = 8 * Horizon.values().length;
  private static final int PATIENCE_SECONDS = 240;

  @TempDir static Path directory;
  private static LocalCluster cluster;
  private static ServingProcess one;
  private static ServingProcess two;
  private static int sent;

  @BeforeAll
  static void start() throws Exception {
    cluster = startStores();
    try (TopicAdmin admin = TopicAdmin.open(kafka())) {
      admin.apply(admin.diff());
    }
    PublishedRoads roads = new PublishedRoads(cluster.conf(), directory.resolve("tmp"));
    roads.publish(roads.importNetwork());
    one = startInstance("1");
    two = startInstance("2");
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    cluster.close();
  }

  @Test
  @Order(1)
  void twoInstancesShareTheWorkAndEachAnswersForAll() throws Exception {
    awaitShares();
    await(() -> allAt(one, Roads.WATERMARK) && allAt(two, Roads.WATERMARK));
    long origin = sendNext();
    await(() -> allAt(one, origin) && allAt(two, origin));
    assertThat(revisions(origin).values())
        .as("each is made by one of them")
        .hasSize(FORECASTS)
        .allMatch(count -> count == 1);
  }

  @Test
  @Order(2)
  void whoIsKilledIsReplacedAndNothingOfItsShareIsLost() throws Exception {
    one.kill();
    long origin = sendNext();
    await(() -> allAt(two, origin));
    assertThat(revisions(origin)).hasSize(FORECASTS);
    assertThat(partitions(two)).hasSize(Topic.AGGREGATES.partitions());

    one = startInstance("1");
    awaitShares();
    long next = sendNext();
    await(() -> allAt(one, next) && allAt(two, next));
    two.kill();
    await(() -> partitions(one).size() == Topic.AGGREGATES.partitions());
  }

  @Test
  @Order(3)
  void withoutHBaseForecastsGoOnAndHistoryIsBackWithIt() throws Exception {
    kill(Daemon.HBASE);
    await(() -> isDown("hbase"));
    assertThat(one.health("hbase").path("reason").asText()).contains("bin/traffic up");
    long origin = sendNext();
    await(() -> allAt(one, origin));
    assertUnavailable("/api/planner/bottlenecks");
    assertUnavailable("/api/segments/T_001/history");
    assertThat(one.get("/api/segments/T_001").statusCode()).isEqualTo(200);

    cluster = startStores();
    await(() -> isUp("hbase") && one.get("/api/segments/T_001/history").statusCode() == 200);
    await(() -> one.get("/api/planner/bottlenecks").statusCode() == 200);
    await(() -> isUp("prediction_archive"));
    assertThat(one.alive()).isTrue();
  }

  @Test
  @Order(4)
  void withoutHdfsForecastsGoOnAndAllIsBackWithIt() throws Exception {
    kill(Daemon.HDFS);
    await(() -> isDown("hdfs") || isDown("hbase"));
    long origin = sendNext();
    await(() -> allAt(one, origin));

    // HBase keeps its files there: whether it lived on or not, it is started where it is not up.
    kill(Daemon.HBASE);
    cluster = startStores();
    await(() -> isUp("hdfs") && isUp("hbase"));
    await(() -> one.get("/api/segments/T_001/history").statusCode() == 200);
    await(() -> one.get("/api/models/current/report").statusCode() == 200);
  }

  @Test
  @Order(5)
  void withoutKafkaTheLastForecastsStandAndStreamsAreToldWhy() throws Exception {
    try (BufferedReader stream = stream()) {
      await(stream, "initial");
      kill(Daemon.KAFKA);
      await(() -> isDown("kafka"));
      JsonNode error = await(stream, "error");
      assertThat(error.path("data").path("detail").asText()).contains("Kafka");
      assertThat(error.path("data").path("remedy").asText()).contains("/api/health");
      assertThat(ApiDocument.shipped().differencesFrom("StreamMessage", error)).isEmpty();
      assertThat(ApiDocument.shipped().differencesFrom("Problem", error.path("data"))).isEmpty();
      assertThat(one.json("/api/predictions").path("predictions")).hasSize(FORECASTS);
      assertThat(one.json("/api/predictions").path("state").path("reason").asText())
          .contains("Kafka does not answer");
      HttpResponse<String> refused =
          one.post(
              "/api/events",
              "{\"segment_id\":\"T_001\",\"timestamp\":%d,\"speed_kmh\":88,\"interval_seconds\":300}"
                  .formatted(java.time.Clock.systemUTC().millis() / 300_000 * 300_000),
              TOKEN);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("Kafka").contains("Send all of it again");

      cluster = startStores();
      await(() -> isUp("kafka") && isUp("predictions"));
      JsonNode again = await(stream, "connected");
      assertThat(again.path("data").path("resumed").asBoolean()).isTrue();
      await(() -> !partitions(one).isEmpty());
      long origin = sendNext();
      await(() -> allAt(one, origin));
      await(stream, "prediction");
    }
    assertThat(one.alive()).isTrue();
  }

  private static LocalCluster startStores() {
    return LocalCluster.builder(directory.resolve("stack"))
        .with(Service.HBASE, Service.KAFKA)
        .patience(Duration.ofMinutes(6))
        .randomPorts()
        .start();
  }

  private static ServingProcess startInstance(String name) throws Exception {
    return ServingProcess.start(
        cluster.conf(), name, TOKEN, directory.resolve("serving-" + name + ".log"));
  }

  private static KafkaSettings kafka() {
    return KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
  }

  private static void kill(Daemon daemon) throws Exception {
    for (DaemonStatus status : cluster.status()) {
      if (status.daemon() == daemon && status.pid().isPresent()) {
        ProcessHandle.of(status.pid().get())
            .ifPresent(
                process -> {
                  process.destroyForcibly();
                  process.onExit().join();
                });
      }
    }
  }

  private static boolean isDown(String part) throws Exception {
    return one.health(part).path("state").asText().equals("down");
  }

  private static boolean isUp(String part) throws Exception {
    return one.health(part).path("state").asText().equals("up");
  }

  private static void assertUnavailable(String path) throws Exception {
    HttpResponse<String> answer = one.get(path);
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(503);
    assertThat(JSON.readTree(answer.body()).path("remedy").asText()).isNotBlank();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("org.apache");
  }

  /** Waits until the two have all partitions between them, each one once. */
  private static void awaitShares() throws Exception {
    await(
        () -> {
          Set<Integer> both = new HashSet<>(partitions(one));
          both.addAll(partitions(two));
          return both.size() == Topic.AGGREGATES.partitions()
              && !partitions(one).isEmpty()
              && partitions(one).size() + partitions(two).size() == both.size();
        });
  }

  private static Set<Integer> partitions(ServingProcess instance) throws Exception {
    Set<Integer> partitions = new HashSet<>();
    instance
        .health("work_share")
        .path("details")
        .path("partitions")
        .forEach(p -> partitions.add(p.asInt()));
    return partitions;
  }

  /** Whether an instance shows every forecast of an origin. */
  private static boolean allAt(ServingProcess instance, long origin) throws Exception {
    JsonNode predictions = instance.json("/api/predictions").path("predictions");
    int count = 0;
    for (JsonNode prediction : predictions) {
      count += prediction.path("timestamp").asLong() == origin ? 1 : 0;
    }
    return count == FORECASTS;
  }

  /** How often each forecast of an origin was published. */
  private static Map<String, Integer> revisions(long origin) throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    try (TopicReader<TrafficPrediction> reader =
        TopicReader.open(kafka(), Topic.PREDICTIONS, TrafficPrediction.class, Instant.EPOCH)) {
      List<Received<TrafficPrediction>> records = reader.poll(Duration.ofSeconds(10));
      while (!records.isEmpty()) {
        for (Received<TrafficPrediction> record : records) {
          TrafficPrediction prediction = record.value();
          if (prediction.getTimestamp().toEpochMilli() == origin) {
            counts.merge(
                prediction.getSegmentId() + prediction.getPredictionHorizonMinutes(),
                1,
                Integer::sum);
          }
        }
        records = reader.poll(Duration.ofSeconds(2));
      }
    }
    return counts;
  }

  /** Sends the next window of every segment; returns the origin that it makes. */
  private static long sendNext() {
    int index = (int) ((Roads.WATERMARK - Roads.START) / Windows.MILLIS) + sent++;
    try (KafkaSender sender = new KafkaSender(kafka())) {
      for (Segment segment : Roads.network().segments()) {
        TrafficWindow record =
            WindowRecords.toRecord(Roads.window(segment.id(), index), 0, WindowState.complete);
        record.setRevision(1_000 + index);
        sender.send(Topic.AGGREGATES, segment.id(), record);
      }
      sender.flush();
    }
    return Roads.start(index) + Windows.MILLIS;
  }

  private static BufferedReader stream() throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(one.base() + "/api/predictions/stream").toURL().openConnection();
    connection.setReadTimeout(PATIENCE_SECONDS * 1_000);
    return new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The next event of a type. */
  private static JsonNode await(BufferedReader stream, String type) throws Exception {
    while (true) {
      String line = stream.readLine();
      assertThat(line).as("the stream ended before " + type).isNotNull();
      if (line.startsWith("data: ")) {
        JsonNode data = JSON.readTree(line.substring(6));
        if (data.path("type").asText().equals(type)) {
          return data;
        }
      }
    }
  }

  /** A condition that may need a moment. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (!holds(condition)) {
      assertThat(System.nanoTime()).as("waited for %d s", PATIENCE_SECONDS).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static boolean holds(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (IOException e) {
      // It does not answer yet.
      return false;
    }
  }
}
