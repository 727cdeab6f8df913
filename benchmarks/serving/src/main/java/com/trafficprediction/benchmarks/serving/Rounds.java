package com.trafficprediction.benchmarks.serving;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.ConfidenceInterval;
import com.trafficprediction.schemas.Coordinates;
import com.trafficprediction.schemas.TrafficCategory;
import com.trafficprediction.schemas.TrafficPrediction;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A network of METR-LA's size, and its forecasts, round by round: every segment and horizon once a
 * round. Not thread-safe.
 */
final class Rounds implements AutoCloseable {
  static final int SEGMENTS = 207;

  /** Forecasts of a round. */
  static final int FORECASTS = SEGMENTS * Horizon.values().length;

  private static final long STEP_MILLIS = 300_000;
  private static final int STATIONS_PER_CHAIN = 23;
  private static final String MODEL = "run-20250301T000000Z-0001/gradient_boosted_trees";

  private final KafkaSender sender;
  private final Clock clock;
  private final Random random = new Random(7);
  private final long firstOrigin;
  private int rounds;
  private long published;

  Rounds(KafkaSettings kafka, Clock clock) {
    this.sender = new KafkaSender(kafka);
    this.clock = clock;
    this.firstOrigin = clock.millis() / STEP_MILLIS * STEP_MILLIS;
  }

  /** The network. */
  static Network network() {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < SEGMENTS; i++) {
      int chain = i / STATIONS_PER_CHAIN;
      int station = i % STATIONS_PER_CHAIN;
      segments.add(
          new Segment(
              id(i),
              "Station " + i,
              34 + station * 0.01,
              -118 - chain * 0.01,
              new ChainPosition("B" + chain, Direction.NORTH, LaneType.MAINLINE, station),
              1.0,
              4));
    }
    return new Network(
        "bench-roads",
        true,
        ZoneId.of("America/Los_Angeles"),
        Set.<LocalDate>of(),
        new Capabilities(true, true, true, true, true),
        segments);
  }

  static String id(int segment) {
    return "LA_%03d".formatted(segment + 1);
  }

  /** Publishes a round; returns when Kafka has it. */
  void publish() {
    rounds++;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      for (Horizon horizon : Horizon.values()) {
        send(segment, horizon);
      }
    }
    sender.flush();
  }

  /** Publishes one more revision of one forecast; returns when Kafka has it. */
  void publishOne() {
    rounds++;
    send(random.nextInt(SEGMENTS), Horizon.MINUTES_15);
    sender.flush();
  }

  /** Forecasts published so far: the offsets of all partitions, added up. */
  long published() {
    return published;
  }

  private void send(int segment, Horizon horizon) {
    sender.send(Topic.PREDICTIONS, id(segment), forecast(segment, horizon));
    published++;
  }

  private TrafficPrediction forecast(int segment, Horizon horizon) {
    Instant origin = Instant.ofEpochMilli(firstOrigin);
    double speed = 20 + 90 * random.nextDouble();
    return TrafficPrediction.newBuilder()
        .setPredictionId(
            "%s-%d-%d-%08x-%d"
                .formatted(id(segment), firstOrigin, horizon.minutes(), random.nextInt(), rounds))
        .setSegmentId(id(segment))
        .setTimestamp(origin)
        .setPredictionTimestamp(origin.plusSeconds(horizon.minutes() * 60L))
        .setCurrentSpeed(speed + random.nextGaussian())
        .setCurrentVolume(3_000 * random.nextDouble())
        .setPredictedSpeed(speed)
        .setPredictedVolume(3_000 * random.nextDouble())
        .setPredictionHorizonMinutes(horizon.minutes())
        .setConfidenceScore(random.nextDouble())
        .setConfidenceInterval(new ConfidenceInterval(speed - 10, speed + 10))
        .setCategory(TrafficCategory.light_traffic)
        .setCoordinates(new Coordinates(34.05 + segment * 1e-4, -118.25))
        .setModelVersion(MODEL)
        .setFeaturesUsed(
            List.of(
                "calendar",
                "profile",
                "speed",
                "volume",
                "occupancy",
                "upstream",
                "downstream",
                "network"))
        .setProcessingTimeMs(random.nextDouble())
        .setProvisional(false)
        .setRevision(rounds)
        .setCreatedAt(clock.instant())
        .build();
  }

  @Override
  public void close() {
    sender.close();
  }
}
