package com.trafficprediction.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.FeatureProjection;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.schemas.IncidentSeverity;
import com.trafficprediction.schemas.IncidentSource;
import com.trafficprediction.schemas.IncidentStatus;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.serving.configuration.ServingConfiguration;
import com.trafficprediction.serving.forecast.NetworkRings;
import com.trafficprediction.serving.forecast.Roads;
import com.trafficprediction.storage.records.WindowRecords;
import com.trafficprediction.storage.serving.ServingStorage;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real application before real daemons, from an empty cluster to scored forecasts. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "test-token";
  private static final String ORIGIN = "https://maps.example.org";
  private static final String INCIDENT = "T1-N-1";
  private static final int FRESH = 6;

  @TempDir static Path directory;
  private static LocalCluster cluster;
  private static DropwizardTestSupport<ServingConfiguration> application;
  private static PublishedRoads roads;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HBASE, Service.KAFKA)
            .patience(Duration.ofMinutes(4))
            .randomPorts()
            .start();
    KafkaSettings kafka = KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
    try (TopicAdmin admin = TopicAdmin.open(kafka)) {
      admin.apply(admin.diff());
    }
    roads = new PublishedRoads(cluster.conf(), directory.resolve("tmp"));
    application =
        new DropwizardTestSupport<>(
            ServingApplication.class,
            Path.of("..", "config", "serving.yaml").toString(),
            new io.dropwizard.configuration.SubstitutingSourceProvider(
                new io.dropwizard.configuration.FileConfigurationSourceProvider(),
                new io.dropwizard.configuration.EnvironmentVariableSubstitutor(false)),
            ConfigOverride.config("hadoop_conf", cluster.conf().toString()),
            ConfigOverride.config("http.port", "0"),
            ConfigOverride.config("admin_http.port", "0"),
            ConfigOverride.config("pointer_poll_seconds", "1"),
            ConfigOverride.config("forecast.grace_seconds", "1"),
            ConfigOverride.config("access.cors_origins", ORIGIN),
            ConfigOverride.config("access.write_token", TOKEN));
    application.before();
  }

  @AfterAll
  static void stop() {
    application.after();
    cluster.close();
  }

  @Test
  @Order(1)
  void beforeTheFirstImportItSaysWhatIsMissing() throws Exception {
    await(() -> get("/api/health").body().contains("\"hdfs\":{\"state\":\"up\""));
    JsonNode health = json("/api/health");
    assertThat(health.path("ready").asBoolean()).isFalse();
    assertThat(health.path("components").path("network").path("reason").asText())
        .contains("bin/traffic import");
    assertThat(get("/api/health/ready").statusCode()).isEqualTo(503);
    HttpResponse<String> segments = get("/api/segments");
    assertThat(segments.statusCode()).isEqualTo(503);
    assertThat(JSON.readTree(segments.body()).path("remedy").asText())
        .contains("bin/traffic import");
  }

  @Test
  @Order(2)
  void withoutARunItServesTheRoadsAndSaysThatThereIsNoModel() throws Exception {
    roads.importNetwork();
    await(() -> get("/api/segments").statusCode() == 200);
    assertThat(json("/api/segments").path("total").asInt()).isEqualTo(8);
    assertThat(json("/api/segments?freeway=t-1").path("total"))
        .as("a freeway may be written as the pages write it")
        .isEqualTo(json("/api/segments?freeway=T1").path("total"))
        .isNotEqualTo(json("/api/segments?freeway=T2").path("total"));
    assertThat(json("/api/predictions").path("state").path("reason").asText()).contains("no model");
    assertThat(get("/api/segments/T_001/profile").statusCode()).isEqualTo(503);
    assertThat(json("/api/segments/T_001/history").path("windows")).isEmpty();
  }

  @Test
  @Order(3)
  void aPublishedRunIsForecastFromAtOnce() throws Exception {
    roads.publish(roads.importNetwork());
    await(() -> count("/api/predictions") == 24);
    JsonNode answer = json("/api/predictions?segment=T_004");
    assertThat(answer.path("stats").path("total").asInt()).isEqualTo(3);
    assertThat(answer.path("predictions").get(0).path("timestamp").asLong())
        .isEqualTo(Roads.WATERMARK);
    assertThat(answer.path("stats").path("real_time_factor").isNull())
        .as("no window has come yet")
        .isTrue();
    JsonNode history = json("/api/segments/T_004/history");
    assertThat(history.path("windows").size()).isGreaterThan(250);
    assertThat(history.path("windows").get(0).path("source").asText()).isEqualTo("batch");
  }

  @Test
  @Order(4)
  void freshWindowsAreForecastFromToTheBitOfAnOfflineComputation() throws Exception {
    java.time.Clock wall = java.time.Clock.systemUTC();
    long asked = wall.millis();
    sendWindows(0, FRESH);
    long origin = Roads.start(first() + FRESH);
    await(() -> originsOf("/api/predictions").stream().filter(o -> o == origin).count() == 24);
    JsonNode stats = json("/api/predictions").path("stats");
    assertThat(stats.path("real_time_factor").asDouble())
        .as("windows came much faster than every five minutes")
        .isGreaterThan(2);
    assertThat(stats.path("newest_origin_at").asLong()).isBetween(asked, wall.millis());
    Map<String, JsonNode> served = new HashMap<>();
    for (JsonNode prediction : json("/api/predictions").path("predictions")) {
      served.put(
          prediction.path("segment_id").asText()
              + prediction.path("prediction_horizon_minutes").asInt(),
          prediction);
    }
    NetworkRings rings = offlineRings();
    float[] row = new float[FeatureCatalog.features().size()];
    for (Segment segment : Roads.network().segments()) {
      int index = Roads.network().indexOf(segment.id());
      assertThat(rings.extract(index, origin, row)).isTrue();
      for (Horizon horizon : Horizon.values()) {
        double expected = offlineModel(horizon).predict(projected(horizon, row));
        JsonNode prediction = Objects.requireNonNull(served.get(segment.id() + horizon.minutes()));
        assertThat(prediction.path("predicted_speed").doubleValue())
            .as(segment.id() + " " + horizon)
            .isEqualTo(expected);
        assertThat(prediction.path("provisional").asBoolean()).isFalse();
      }
    }
    JsonNode history = json("/api/segments/T_004/history?from=" + Roads.WATERMARK);
    assertThat(history.path("windows")).allMatch(w -> w.path("source").asText().equals("speed"));
  }

  @Test
  @Order(5)
  void everyAnswerIsAsItIsDescribed() throws Exception {
    ApiDocument document = ApiDocument.shipped();
    Map<String, String> asked = new HashMap<>();
    asked.put("/api/health", "/api/health");
    asked.put("/api/health/ready", "/api/health/ready");
    asked.put("/api/segments", "/api/segments");
    asked.put("/api/segments/{id}", "/api/segments/T_001");
    asked.put("/api/segments/{id}/profile", "/api/segments/T_001/profile");
    asked.put("/api/segments/{id}/history", "/api/segments/T_001/history?limit=5");
    asked.put("/api/predictions", "/api/predictions?freeway=T1&horizon=15");
    asked.put("/api/predictions/{segment}", "/api/predictions/T_001");
    asked.put("/api/incidents", "/api/incidents?source=detector");
    asked.put("/api/detectors", "/api/detectors?freeway=T1");
    asked.put("/api/accuracy", "/api/accuracy");
    asked.put("/api/settings", "/api/settings");
    asked.put("/api/segments/{id}/outcomes", "/api/segments/T_001/outcomes?horizon=15");
    asked.put("/api/corridors", "/api/corridors");
    asked.put("/api/corridors/{id}/travel-time", "/api/corridors/T1-N/travel-time?from=T_002");
    asked.put("/api/corridors/{id}/speeds", "/api/corridors/T1-N/speeds?day=2025-03-04");
    asked.put("/api/corridors/{id}/days", "/api/corridors/T1-N/days");
    asked.put("/api/models", "/api/models");
    asked.put("/api/planner/{measure}", "/api/planner/bottlenecks");
    for (Map.Entry<String, String> one : asked.entrySet()) {
      assertThat(document.differences(one.getKey(), "200", json(one.getValue())))
          .as(one.getValue())
          .isEmpty();
    }
    assertThat(document.root()).isEqualTo(json("/openapi.json"));
    JsonNode problem = JSON.readTree(get("/api/segments/nope").body());
    assertThat(document.differencesFrom("Problem", problem)).isEmpty();
  }

  @Test
  @Order(6)
  void aStreamBeginsAtOnceThoughTheClientAcceptsGzipAndResumesWhereItWasCutOff() throws Exception {
    long asked = System.nanoTime();
    List<String> ids = new ArrayList<>();
    try (BufferedReader stream = stream("", "")) {
      assertThat(stream.readLine()).isEqualTo("retry: 2000");
      JsonNode initial = next(stream, "initial", ids);
      assertThat(System.nanoTime() - asked).isLessThan(Duration.ofSeconds(1).toNanos());
      assertThat(initial.path("data")).hasSize(24);
      assertThat(ApiDocument.shipped().differencesFrom("StreamMessage", initial)).isEmpty();
    }
    String cutOff = ids.get(0);
    sendWindows(FRESH, FRESH + 1);
    long origin = Roads.start(first() + FRESH + 1);
    await(() -> originsOf("/api/predictions").stream().filter(o -> o == origin).count() == 24);
    try (BufferedReader stream = stream("?batch=true", cutOff)) {
      JsonNode connected = next(stream, "connected", ids);
      assertThat(connected.path("data").path("resumed").asBoolean()).isTrue();
      JsonNode missed = next(stream, "batch", ids);
      assertThat(missed.path("data")).hasSize(24);
      assertThat(missed.path("data"))
          .allMatch(p -> p.path("timestamp").asLong() == origin, "the newest alone");
    }
    try (BufferedReader stream = stream("", "p99999.99999.99999.99999-i")) {
      assertThat(next(stream, "connected", ids).path("data").path("resumed").asBoolean())
          .as("an id of another history begins afresh")
          .isFalse();
      assertThat(next(stream, "initial", ids).path("data")).hasSize(24);
    }
  }

  @Test
  @Order(7)
  void aStreamTellsAtOnceWhenTheLastWindowCameAndHowFastTheyCome() throws Exception {
    JsonNode asked = json("/api/predictions").path("stats");
    try (BufferedReader stream = stream("", "")) {
      JsonNode told = next(stream, "stats", new ArrayList<>()).path("data");
      assertThat(ApiDocument.shipped().differencesFrom("Stats", told)).isEmpty();
      for (String name : List.of("newest_origin", "newest_origin_at", "real_time_factor")) {
        assertThat(told.path(name)).as(name).isEqualTo(asked.path(name));
      }
      assertThat(told.path("real_time_factor").asDouble()).isPositive();
    }
  }

  @Test
  @Order(7)
  void forecastsAreScoredWhenTheirTimeComes() throws Exception {
    sendWindows(FRESH + 1, FRESH + 16);
    await(
        () -> {
          JsonNode scores = json("/api/accuracy").path("scores");
          return scores.size() == 3 && scores.get(2).path("n").asInt() >= 16;
        });
    JsonNode score = json("/api/accuracy").path("scores").get(0);
    assertThat(score.path("mae").doubleValue()).isBetween(0.1, 40.0);
    assertThat(score.path("persistence_mae").doubleValue()).isPositive();
    HttpResponse<String> metrics =
        ask(HttpRequest.newBuilder(URI.create(admin() + "/metrics")).build());
    assertThat(metrics.body()).contains("traffic_serving_live_mae_kmh{horizon=\"15\"");
  }

  @Test
  @Order(8)
  void plannersGetTablesWorstFirstAsCsvToo() throws Exception {
    assertThat(json("/api/planner/bottlenecks").path("rows").get(0).path("segment_id").asText())
        .isEqualTo("T_005");
    HttpResponse<String> csv = get("/api/planner/bottlenecks?shift=am", "Accept", "text/csv");
    assertThat(csv.body().lines()).hasSize(2).last().asString().startsWith("T1-N,T_002,T_003,am,");
    assertThat(get("/api/planner/bottlenecks?colour=red").statusCode()).isEqualTo(400);
  }

  @Test
  @Order(8)
  void aCorridorIsShownByPlaceAndTimeAndDayByDay() throws Exception {
    JsonNode map = json("/api/corridors/T1-N/speeds");
    assertThat(map.path("day").asText()).as("the last whole day").isEqualTo("2025-03-04");
    assertThat(map.path("step_minutes").asInt()).isEqualTo(5);
    assertThat(map.path("stations")).hasSize(7);
    JsonNode third = map.path("stations").get(2);
    assertThat(third.path("segment_id").asText()).isEqualTo("T_003");
    for (int i = 0; i < Windows.PER_DAY; i++) {
      double speed = Roads.window("T_003", i).sums().speedKmh();
      JsonNode shown = third.path("speed_kmh").get(i);
      assertThat(shown.isNull()).isEqualTo(Double.isNaN(speed));
      assertThat(Double.isNaN(speed) || Math.abs(shown.asDouble() - speed) <= 0.0501).isTrue();
    }
    JsonNode days = json("/api/corridors/T1-N/days");
    assertThat(days.path("days")).hasSize(1);
    JsonNode day = days.path("days").get(0);
    assertThat(day.path("hours").path("speed_kmh").get(8).asDouble()).isBetween(40.0, 50.0);
    assertThat(day.path("delay_vehicle_hours").asDouble()).isPositive();
    assertThat(days.path("usual").get(1).path("hours").path("speed_kmh").path("median").get(8))
        .as("one Tuesday makes no usual one")
        .isEqualTo(JSON.nullNode());
    assertThat(json("/api/corridors/T1-N/days?to=2024-01-01").path("days")).isEmpty();

    HttpResponse<String> csv = get("/api/corridors/T1-N/speeds", "Accept", "text/csv");
    assertThat(csv.body().lines()).hasSize(1 + 7 * Windows.PER_DAY);
    assertThat(get("/api/corridors/T1-N/days", "Accept", "text/csv").body().lines()).hasSize(25);
    String tag = get("/api/corridors/T1-N/days").headers().firstValue("ETag").orElseThrow();
    assertThat(get("/api/corridors/T1-N/days", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertProblem("/api/corridors/T1-S/speeds", 404, "T1-N");
    assertProblem("/api/corridors/T1-N/speeds?day=tuesday", 400, "2025-02-20");
  }

  @Test
  @Order(9)
  void aSnapshotThatDidNotChangeIsNotSentAgain() throws Exception {
    for (String path :
        List.of(
            "/api/segments", "/api/predictions", "/api/corridors", "/api/models/current/report")) {
      HttpResponse<String> first = get(path);
      String tag = first.headers().firstValue("ETag").orElseThrow();
      assertThat(get(path, "If-None-Match", tag).statusCode()).as(path).isEqualTo(304);
    }
  }

  @Test
  @Order(9)
  void aReportThatIsKnownAsAPageIsNotTakenForItsFigures() throws Exception {
    String path = "/api/models/current/report";
    HttpResponse<String> page = get(path, "Accept", "text/html");
    assertThat(page.headers().allValues("Vary"))
        .flatExtracting(value -> List.of(value.split(", *")))
        .contains("Accept", "Accept-Encoding");
    String tag = page.headers().firstValue("ETag").orElseThrow();
    assertThat(get(path, "Accept", "text/html", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(path, "Accept", "application/json", "If-None-Match", tag).statusCode())
        .isEqualTo(200);
  }

  @Test
  @Order(9)
  void cachesHearAllThatAnEventStreamDependsOn() throws Exception {
    HttpResponse<InputStream> stream =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(base() + "/api/predictions/stream"))
                .header("Origin", ORIGIN)
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    stream.body().close();
    assertThat(stream.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
    assertThat(stream.headers().allValues("Vary"))
        .flatExtracting(value -> List.of(value.split(", *")))
        .contains("Accept", "Accept-Encoding", "Origin");
  }

  @Test
  @Order(10)
  void readingsAndForecastsOfOthersComeInWithATokenAlone() throws Exception {
    String reading =
        "{\"segment_id\":\"T_001\",\"timestamp\":%d,\"speed_kmh\":88.5,\"interval_seconds\":300}"
            .formatted(Roads.WATERMARK);
    assertThat(post("/api/events", reading, "").statusCode()).isEqualTo(401);
    assertThat(post("/api/events", reading, "wrong").statusCode()).isEqualTo(401);
    assertThat(post("/api/events", "{", TOKEN).statusCode()).isEqualTo(400);
    assertThat(post("/api/events", "[" + " ".repeat(2 << 20) + "]", TOKEN).statusCode())
        .isEqualTo(413);
    HttpResponse<String> mixed = post("/api/events", "[" + reading + ",{\"speed_kmh\":1}]", TOKEN);
    assertThat(mixed.statusCode()).isEqualTo(202);
    assertThat(JSON.readTree(mixed.body()).path("accepted").asInt()).isEqualTo(1);
    assertThat(ApiDocument.shipped().differencesFrom("Outcome", JSON.readTree(mixed.body())))
        .isEmpty();

    String forecast =
        """
        {"segment_id":"T_001","timestamp":%d,"prediction_horizon_minutes":15,"predicted_speed":71,
         "confidence_interval":{"lower":60,"upper":80},"confidence_score":0.7,"model_version":"net-7"}
        """
            .formatted(Roads.WATERMARK);
    JsonNode ours = score("run-");
    assertThat(post("/api/predictions", forecast, TOKEN).statusCode()).isEqualTo(202);
    assertThat(post("/api/predictions", forecast.replace(":15", ":17"), TOKEN).statusCode())
        .isEqualTo(422);
    await(() -> count("/api/predictions?model=net-7") == 1);
    await(() -> score("net-7").path("n").asInt() == 1);
    assertThat(score("run-")).as("theirs stands beside ours").isEqualTo(ours);
  }

  @Test
  @Order(11)
  void badRequestsAreToldWhatIsWrongAndNothingElse() throws Exception {
    assertProblem("/api/predictions?horizon=17", 400, "15, 30 or 60");
    assertProblem("/api/predictions?category=fast", 400, "free_flow");
    assertProblem("/api/predictions?bbox=1,2,3", 400, "west,south,east,north");
    assertProblem("/api/segments/T_0O1", 404, "T_001");
    assertProblem("/api/segments/T_001/history?from=20&to=10", 400, "Swap");
    assertProblem("/api/segments/T_001/history?from=0&to=99999999999", 400, "31 days");
    assertProblem("/api/segments/T_001/history?from=yesterday", 400, "ISO-8601");
    assertProblem("/api/segments/T_001/history?limit=0", 400, "from 1");
    assertProblem("/api/segments/T_001/outcomes?horizon=17", 400, "15, 30 or 60");
    assertProblem("/api/corridors/T1-N/days?to=99999-01-01", 400, "2025-02-20");
    assertProblem("/api/planner/bottlenecks?limit=-1", 400, "whole number");
    assertProblem("/api/incidents?status=perhaps", 400, "open or cleared");
    assertProblem("/api/incidents?source=rumour", 400, "detector or agency");
    assertProblem("/api/detectors?state=odd", 400, "stuck");
    assertProblem("/api/segmnts", 404, "/api/segments");
    assertProblem("/predictons", 404, "/predictions");
    assertProblem("/api/planner/../../etc/passwd", 404, "openapi.json");
    assertThat(get("/%2e%2e/%2e%2e/etc/passwd").statusCode()).isIn(400, 404);
    assertThat(get("/api/health").headers().firstValue("X-Content-Type-Options"))
        .hasValue("nosniff");
  }

  @Test
  @Order(11)
  void anIncidentIsAcknowledgedByWhoeverHasTheToken() throws Exception {
    TrafficIncident incident =
        TrafficIncident.newBuilder()
            .setIncidentId(INCIDENT)
            .setSegmentId("T_004")
            .setSource(IncidentSource.detector)
            .setStatus(IncidentStatus.open)
            .setSeverity(IncidentSeverity.major)
            .setOnset(Instant.ofEpochMilli(Roads.WATERMARK))
            .setDetectedAt(Instant.ofEpochMilli(Roads.WATERMARK))
            .setUpdatedAt(Instant.ofEpochMilli(Roads.WATERMARK))
            .setSegments(List.of("T_004", "T_003"))
            .build();
    try (ServingStorage storage = ServingStorage.open(cluster.conf(), java.time.Clock.systemUTC());
        KafkaSender sender =
            new KafkaSender(KafkaSettings.ofOneMachine(cluster.kafkaBootstrap()))) {
      sender.send(Topic.INCIDENTS, "T_004", storage.incidents().put(incident).incident());
      sender.flush();
    }
    await(() -> json("/api/incidents?status=open").path("total").asInt() == 1);
    String path = "/api/incidents/" + INCIDENT + "/acknowledge";
    assertThat(post(path, "", "").statusCode()).isEqualTo(401);
    assertThat(post(path, "", "wrong").statusCode()).isEqualTo(401);
    assertRefused(post("/api/incidents/none/acknowledge", "", TOKEN), 404, "GET /api/incidents");
    assertRefused(post(path, "{\"by\":17}", TOKEN), 400, "1 to 100 characters");
    assertRefused(post(path, "{\"by\":\"", TOKEN), 400, "valid JSON");
    assertRefused(post(path, "{\"by\":\"" + "x".repeat(5_000) + "\"}", TOKEN), 413, "Send less");
    HttpRequest form =
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString("{\"by\":\"Ada\"}"))
            .build();
    assertRefused(ask(form), 415, "Content-Type: application/json");
    assertThat(json("/api/incidents").path("incidents").get(0).path("acknowledged_by").isNull())
        .isTrue();
    HttpResponse<String> done = post(path, "{\"by\":\"Ada\"}", TOKEN);
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(ApiDocument.shipped().differencesFrom("Incident", JSON.readTree(done.body())))
        .isEmpty();
    await(
        () ->
            json("/api/incidents")
                .path("incidents")
                .get(0)
                .path("acknowledged_by")
                .asText()
                .equals("Ada"));
  }

  /** What no ordinary client sends, byte by byte: each has its answer, and the next one too. */
  @Test
  @Order(11)
  void tricksWithPathsAndHeadersGetNowhere() throws Exception {
    for (String path :
        List.of(
            "/../../../../etc/passwd",
            "/api/../../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/assets/..;/..;/etc/passwd",
            "/api/segments/%00",
            "/api/segments/..%5c..%5cetc",
            "/api/planner/..%2f..%2fmeta",
            "//etc/passwd",
            "/api/models/current/report/../../../..",
            "http://169.254.169.254/latest")) {
      String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 4\\d\\d .*");
      assertNothingLeaks(answer);
    }
    String ask = "GET /api/segments HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    assertThat(raw(ask + "X: " + "y".repeat(70_000) + "\r\n\r\n")).startsWith("HTTP/1.1 431");
    assertThat(raw("GET /api/segments HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .as("no host")
        .startsWith("HTTP/1.1 400");
    assertThat(raw("BREW /api/segments HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.1 (405|501) .*");
    String twice =
        raw(
            "POST /api/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 40\r\n"
                + "Connection: close\r\n\r\n{}");
    assertThat(twice).startsWith("HTTP/1.1 400");
    assertNothingLeaks(twice);
    assertThat(raw(ask + "X-HTTP-Method-Override: DELETE\r\n\r\n")).startsWith("HTTP/1.1 200");
    String tag = raw(ask + "If-None-Match: \"never closed\r\n\r\n");
    assertThat(tag).startsWith("HTTP/1.1 400").contains("double quotes");
    assertNothingLeaks(tag);
    HttpResponse<String> echoed = get("/api/segments/%0d%0aSet-Cookie:a=b");
    assertThat(echoed.statusCode()).isIn(400, 404);
    assertThat(echoed.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(get("/api/predictions?segment=" + "x".repeat(4_000)).body().length())
        .as("what was sent is not sent back whole")
        .isLessThan(1_000);
    try (BufferedReader stream = stream("", "p-1.x" + "9".repeat(3_000))) {
      assertThat(
              next(stream, "connected", new ArrayList<>()).path("data").path("resumed").asBoolean())
          .isFalse();
    }
    assertThat(get("/api/health").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(12)
  void everyExampleOfTheReadmeWorks() throws Exception {
    // Wall time: the examples are for live use.
    List<String> commands =
        ReadmeExamples.commands(
            base(), TOKEN, INCIDENT, java.time.Clock.systemUTC().millis() / 300_000 * 300_000);
    assertThat(commands).hasSizeGreaterThan(20);
    for (String command : commands) {
      String failing = command.replaceFirst("^curl ", "curl --fail-with-body --max-time 3 ");
      Process curl = new ProcessBuilder("bash", "-c", failing).redirectErrorStream(true).start();
      String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean endless = command.contains("/stream");
      assertThat(curl.waitFor()).as(command + "\n" + answer).isEqualTo(endless ? 28 : 0);
      assertThat(answer).as(command).isNotBlank();
      if (endless) {
        assertThat(answer).contains("\"type\":\"initial\"");
      }
    }
  }

  @Test
  @Order(13)
  void aModelFileThatWasChangedIsNotUsedAndHealthSaysSo() throws Exception {
    byte[] tampered = PublishedRoads.model(Horizon.MINUTES_30);
    tampered[tampered.length / 2] ^= 1;
    roads.overwriteModel(Horizon.MINUTES_30, tampered);
    JsonNode before = json("/api/predictions").path("stats");
    application.after();
    application.before();
    await(
        () ->
            json("/api/health")
                .path("components")
                .path("network")
                .path("state")
                .asText()
                .equals("up"));
    await(() -> json("/api/predictions").path("stats").path("real_time_factor").asDouble() > 2);
    assertThat(json("/api/predictions").path("stats").path("newest_origin_at").asDouble())
        .as("when the last window came does not change with a restart")
        .isCloseTo(before.path("newest_origin_at").asDouble(), within(1_000.0));
    JsonNode model = json("/api/health").path("components").path("model");
    assertThat(model.path("state").asText()).isEqualTo("down");
    assertThat(model.path("reason").asText()).contains("SHA-256").contains("speed_30");
    assertThat(get("/api/segments/T_001/history").statusCode()).isEqualTo(200);

    byte[] whole = PublishedRoads.model(Horizon.MINUTES_30);
    roads.overwriteModel(Horizon.MINUTES_30, java.util.Arrays.copyOf(whole, whole.length / 2));
    await(() -> !modelHealth().path("reason").equals(model.path("reason")));
    assertThat(modelHealth().path("reason").asText()).contains(" bytes, not ").contains("speed_30");

    roads.overwriteModel(Horizon.MINUTES_30, whole);
    await(
        () ->
            json("/api/health")
                .path("components")
                .path("model")
                .path("state")
                .asText()
                .equals("up"));
  }

  @Test
  @Order(14)
  void aModelOfOtherFeaturesIsRefusedAndTheOneBeforeGoesOn() throws Exception {
    roads.publishModelOfOtherFeatures();
    await(() -> modelHealth().path("state").asText().equals("down"));
    JsonNode health = modelHealth();
    assertThat(health.path("reason").asText())
        .contains(PublishedRoads.OTHER.value())
        .contains("fingerprint")
        .contains("publish a run of this release");
    assertThat(health.path("details").path("run").asText()).isEqualTo(PublishedRoads.RUN.value());
    int before = FRESH + 16;
    sendWindows(before, before + 1);
    assertThat(json("/api/predictions/T_001").path("predictions"))
        .hasSize(3)
        .allMatch(p -> p.path("model_version").asText().startsWith(PublishedRoads.RUN.value()));
  }

  /** What the models whose name begins so got for 15 minutes ahead on T_001. */
  private static JsonNode score(String model) throws Exception {
    for (JsonNode score : json("/api/segments/T_001/outcomes").path("scores")) {
      if (score.path("model_version").asText().startsWith(model)
          && score.path("horizon_minutes").asInt() == 15) {
        return score;
      }
    }
    return JSON.missingNode();
  }

  private static JsonNode modelHealth() throws Exception {
    return json("/api/health").path("components").path("model");
  }

  private static NetworkRings offlineRings() {
    Map<String, SegmentProfile> profiles = new HashMap<>();
    Roads.profiles(Roads.network())
        .forEach(
            (id, sums) ->
                profiles.put(
                    id, new SegmentProfile(id, Roads.WATERMARK, sums, Roads.network().calendar())));
    NetworkRings rings = new NetworkRings(Roads.stored(), profiles);
    for (Segment segment : Roads.network().segments()) {
      for (int i = 0; i < first() + FRESH; i++) {
        rings.put(
            Roads.network().indexOf(segment.id()),
            Roads.start(i),
            Roads.window(segment.id(), i).sums());
      }
    }
    return rings;
  }

  private static PointModel offlineModel(Horizon horizon) throws Exception {
    return ModelCodec.read(new ByteArrayInputStream(PublishedRoads.model(horizon)));
  }

  private static float[] projected(Horizon horizon, float[] row) {
    return new FeatureProjection(FeatureCatalog.speedModel(horizon, Roads.network().capabilities()))
        .project(row);
  }

  /** The first window after the watermark. */
  private static int first() {
    return (int) ((Roads.WATERMARK - Roads.START) / Windows.MILLIS);
  }

  /** Sends windows after the watermark, window by window, as the speed layer does. */
  private static void sendWindows(int from, int to) throws Exception {
    KafkaSettings kafka = KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
    try (KafkaSender sender = new KafkaSender(kafka)) {
      for (int i = first() + from; i < first() + to; i++) {
        for (Segment segment : Roads.network().segments()) {
          TrafficWindow record =
              WindowRecords.toRecord(Roads.window(segment.id(), i), 0, WindowState.complete);
          record.setRevision(1_000 + i);
          sender.send(Topic.AGGREGATES, segment.id(), record);
        }
        sender.flush();
        long origin = Roads.start(i) + Windows.MILLIS;
        await(() -> originsOf("/api/predictions").stream().allMatch(o -> o >= origin));
      }
    }
  }

  private static List<Long> originsOf(String path) throws Exception {
    List<Long> origins = new ArrayList<>();
    for (JsonNode prediction : json(path).path("predictions")) {
      origins.add(prediction.path("timestamp").asLong());
    }
    return origins;
  }

  private static int count(String path) throws Exception {
    return json(path).path("predictions").size();
  }

  private static BufferedReader stream(String query, String lastEventId) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(base() + "/api/predictions/stream" + query).toURL().openConnection();
    connection.setRequestProperty("Accept-Encoding", "gzip");
    connection.setReadTimeout(20_000);
    if (!lastEventId.isEmpty()) {
      connection.setRequestProperty("Last-Event-ID", lastEventId);
    }
    InputStream in = connection.getInputStream();
    assertThat(connection.getContentEncoding()).isEqualTo("gzip");
    // A decompressor always says that more is available; a reader would wait for it.
    InputStream text =
        new FilterInputStream(new GZIPInputStream(in)) {
          @Override
          public int available() {
            return 0;
          }
        };
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
  }

  /** The next event of a type; ids of all that pass are collected. */
  private static JsonNode next(BufferedReader stream, String type, List<String> ids)
      throws Exception {
    while (true) {
      String line = stream.readLine();
      assertThat(line).as("the stream ended before " + type).isNotNull();
      if (line.startsWith("id: ")) {
        ids.add(line.substring(4));
      }
      if (line.startsWith("data: ")) {
        JsonNode data = JSON.readTree(line.substring(6));
        if (data.path("type").asText().equals(type)) {
          return data;
        }
      }
    }
  }

  private static void assertProblem(String path, int status, String remedy) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(JSON.readTree(response.body()).path("remedy").asText()).as(path).contains(remedy);
    assertThat(response.body()).doesNotContain("com.trafficprediction").doesNotContain("Exception");
  }

  private static void assertRefused(HttpResponse<String> response, int status, String remedy)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).path("remedy").asText()).contains(remedy);
    assertNothingLeaks(response.body());
  }

  private static void assertNothingLeaks(String answer) {
    assertThat(answer)
        .doesNotContain("com.trafficprediction")
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain("root:");
  }

  /** Sends bytes as they are and reads until the server closes. */
  private static String raw(String request) throws Exception {
    try (Socket socket =
        new Socket(java.net.InetAddress.getLoopbackAddress(), application.getLocalPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return ask(request.build());
  }

  private static HttpResponse<String> post(String path, String body, String token)
      throws Exception {
    return ask(
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("Content-Type", "application/json")
            .header("Reference-Clock", Long.toString(Roads.WATERMARK))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> ask(HttpRequest request) throws Exception {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String base() {
    return "http://127.0.0.1:" + application.getLocalPort();
  }

  private static String admin() {
    return "http://127.0.0.1:" + application.getAdminPort();
  }

  /** A condition that may need a moment. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited for a minute").isLessThan(end);
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
