package com.trafficprediction.speed.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.messaging.stream.TailedRecord;
import com.trafficprediction.messaging.stream.TopicTail;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.InvalidEvent;
import com.trafficprediction.schemas.RejectionReason;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.speed.command.InvalidCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Given a real broker, when a feed sends what feeds send, then each record has one outcome, none
 * holds up the others, and what a person mends is taken.
 */
@Timeout(240)
class BadEventsIT {
  private static final Instant CLOCK = Instant.parse("2025-02-14T20:00:00Z");
  private static final int HUGE = 5_000_000;
  private static final int KEPT = 1 << 20;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir static Path directory;

  @Test
  void eachRecordHasOneOutcomeAndWhatIsMendedIsTaken() throws Exception {
    try (LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.KAFKA)
            .randomPorts()
            .start()) {
      // A feed's producer may be set to take on more than ours.
      KafkaSettings kafka =
          new KafkaSettings(
              cluster.kafkaBootstrap(),
              (short) 1,
              Map.of("traffic-raw", 1),
              Map.of("max.request.size", "10000000"));
      try (TopicAdmin admin = TopicAdmin.open(kafka)) {
        admin.apply(admin.diff());
      }
      Path config = configuration();
      try (ServerSocket free = new ServerSocket(0);
          SpeedProcess speed = start(cluster, config, free)) {
        sendAll(kafka);
        await(() -> read(kafka, Topic.EVENTS, TrafficEvent.class).size() >= 3, speed);

        assertThat(read(kafka, Topic.EVENTS, TrafficEvent.class))
            .extracting(TrafficEvent::getEventId)
            .containsExactlyInAnyOrder("good", "without-key", "after-all-that");
        assertThat(outcomes(kafka))
            .containsExactlyInAnyOrder(
                "unparsable",
                "in_the_future",
                "too_old",
                "missing_values",
                "speed_out_of_range",
                "oversized",
                "oversized");
        assertThat(originals(kafka)).contains("garbage").anyMatch(text -> text.length() == KEPT);

        mendWhatWasTooOld(cluster, config);
        await(() -> read(kafka, Topic.EVENTS, TrafficEvent.class).size() >= 4, speed);
        assertThat(read(kafka, Topic.EVENTS, TrafficEvent.class))
            .extracting(TrafficEvent::getEventId)
            .contains("old");
      }
    }
  }

  private static Path configuration() throws IOException {
    Path dataset =
        Files.writeString(
            directory.resolve("dataset.yaml"),
            """
            name: bad
            description: four stations
            licence: none needed
            synthetic: true
            time_zone: America/Los_Angeles
            readings:
              format: synthetic
              model: {interval_seconds: 300, days: 2, freeways: 1, segments: 4}
            """);
    return Files.writeString(
        directory.resolve("speed.yaml"), "network: {dataset: %s}%n".formatted(dataset));
  }

  private static SpeedProcess start(LocalCluster cluster, Path config, ServerSocket port)
      throws IOException {
    port.close();
    return SpeedProcess.start(
        cluster.conf(),
        config,
        directory.resolve("speed.log"),
        "1",
        port.getLocalPort(),
        "validate");
  }

  private static void sendAll(KafkaSettings kafka) throws IOException {
    String segment =
        Dataset.load(directory.resolve("dataset.yaml")).network(Path.of("")).segments().get(0).id();
    try (RawSender sender = new RawSender(kafka)) {
      send(sender, segment, reading("good", segment, CLOCK, "\"speed_kmh\": 90"));
      send(sender, null, reading("without-key", segment, CLOCK, "\"speed_kmh\": 90"));
      send(sender, null, "garbage");
      Instant next = CLOCK.plus(Duration.ofDays(700));
      send(sender, segment, reading("future", segment, next, "\"speed_kmh\": 90"));
      Instant before = CLOCK.minus(Duration.ofDays(3));
      send(sender, segment, reading("old", segment, before, "\"speed_kmh\": 90"));
      send(sender, segment, reading("mph", segment, CLOCK, "\"speed_mph\": 55"));
      send(sender, segment, reading("metres", segment, CLOCK, "\"speed_kmh\": 25000"));
      send(sender, segment, "x".repeat(100_000));
      send(sender, segment, "y".repeat(HUGE));
      send(sender, segment, reading("after-all-that", segment, CLOCK, "\"speed_kmh\": 90"));
      sender.flush();
    }
  }

  private static void send(RawSender sender, @Nullable String key, String text) {
    sender.send(
        key, text.getBytes(StandardCharsets.UTF_8), OptionalLong.of(CLOCK.toEpochMilli() + 60_000));
  }

  private static String reading(String id, String segment, Instant at, String speed) {
    return "{\"event_id\": \"%s\", \"segment_id\": \"%s\", \"timestamp\": \"%s\", %s}"
        .formatted(id, segment, at, speed);
  }

  /** As an operator does it: write the originals to a file, and submit it. */
  private static void mendWhatWasTooOld(LocalCluster cluster, Path config) throws IOException {
    String conf = cluster.conf().toString();
    StringWriter out = new StringWriter();
    CommandLine list = new CommandLine(new InvalidCommand()).setOut(new PrintWriter(out));
    assertThat(
            list.execute(
                "--conf",
                conf,
                "--config",
                config.toString(),
                "--reason",
                "too_old",
                "--originals"))
        .isZero();
    assertThat(out.toString().lines()).singleElement().asString().contains("\"old\"");
    Path mended = Files.writeString(directory.resolve("mended.jsonl"), out.toString());
    assertThat(
            new CommandLine(new InvalidCommand())
                .execute(
                    "--conf",
                    conf,
                    "--config",
                    config.toString(),
                    "--submit",
                    mended.toString(),
                    "--clock",
                    CLOCK.minus(Duration.ofDays(3)).plusSeconds(600).toString()))
        .isZero();
  }

  private static List<String> outcomes(KafkaSettings kafka) {
    return read(kafka, Topic.INVALID, InvalidEvent.class).stream()
        .map(
            event ->
                event.getReasons().stream()
                    .map(RejectionReason::getCode)
                    .collect(Collectors.joining("+")))
        .toList();
  }

  private static List<String> originals(KafkaSettings kafka) {
    return read(kafka, Topic.INVALID, InvalidEvent.class).stream()
        .map(event -> StandardCharsets.UTF_8.decode(event.getOriginal().duplicate()).toString())
        .toList();
  }

  private static <T> List<T> read(KafkaSettings kafka, Topic topic, Class<T> type) {
    List<T> found = new ArrayList<>();
    try (TopicTail tail = new TopicTail(kafka, topic, Long.MAX_VALUE)) {
      while (!tail.atFirstEnd()) {
        for (TailedRecord record : tail.poll(Duration.ofMillis(500))) {
          found.add(type.cast(record.value()));
        }
      }
    }
    return found;
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition, SpeedProcess speed) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(speed.alive()).as("the speed layer lives").isTrue();
      assertThat(System.nanoTime())
          .as("waited for too long:%n%s", Files.readString(directory.resolve("speed.log")))
          .isLessThan(deadline);
      boolean unused = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
    }
  }
}
