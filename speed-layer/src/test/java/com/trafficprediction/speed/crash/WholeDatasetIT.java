package com.trafficprediction.speed.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.speed.replaying.Replay;
import com.trafficprediction.speed.replaying.ReplayProgress;
import com.trafficprediction.speed.replaying.ReplaySpeed;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.records.WindowRecords;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a whole real data set, replayed as fast as possible through a real broker while the speed
 * layer is killed now and then, every window in HBase is what a fold of the files says. Takes some
 * ten minutes: run it with {@code -Dtraffic.long=true}; {@code -Dtraffic.long.until} shortens it.
 */
@Timeout(3_600)
@EnabledIfSystemProperty(named = "traffic.long", matches = "true")
class WholeDatasetIT {
  private static final Path DATASET = Path.of("..", "datasets", "pems-orange-2022.yaml");
  private static final int INTERVAL_SECONDS = 300;
  private static final long PATIENCE_SECONDS = 1_800;

  @TempDir static Path directory;

  private final Path data =
      Path.of(
          System.getenv().getOrDefault("TRAFFIC_DATA", "../../shared/data"), "pems-orange-2022");
  private final Replay.Range range =
      new Replay.Range(
          Long.MIN_VALUE,
          Instant.parse(System.getProperty("traffic.long.until", "2100-01-01T00:00:00Z"))
              .toEpochMilli());

  @Test
  void everyWindowIsWhatTheFilesSay() throws Exception {
    assumeTrue(
        Files.isDirectory(data),
        () -> "SKIPPED: no real readings in " + data + " (TRAFFIC_DATA names another place)");
    Dataset dataset = Dataset.load(DATASET);
    try (LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HDFS, Service.HBASE, Service.KAFKA)
            .randomPorts()
            .start()) {
      KafkaSettings kafka = KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
      try (TopicAdmin admin = TopicAdmin.open(kafka)) {
        admin.apply(admin.diff());
      }
      Path config =
          Files.writeString(
              directory.resolve("speed.yaml"),
              """
              network: {dataset: %s, data: %s}
              window: {retention_hours: 0}
              """
                  .formatted(DATASET.toAbsolutePath(), data.toAbsolutePath()));
      replay(dataset, kafka);
      Map<String, WindowSums> expected = fold(dataset);
      int kills = 0;
      while (count(cluster) < expected.size()) {
        try (SpeedProcess speed =
            SpeedProcess.start(cluster.conf(), config, directory.resolve("speed.log"), "1", 0)) {
          awaitWindows(cluster, expected.size(), ++kills <= 3 ? 40 : PATIENCE_SECONDS);
          speed.kill();
        }
      }
      assertThat(read(cluster)).isEqualTo(expected);
    }
  }

  private void replay(Dataset dataset, KafkaSettings kafka) throws Exception {
    Clock clock = Clock.systemUTC();
    try (RawSender sender = new RawSender(kafka)) {
      Replay replay =
          new Replay(
              dataset,
              data,
              range,
              sender,
              clock,
              new ReplayProgress(new PrintWriter(new StringWriter()), false, clock),
              () -> false);
      Path scratch = Files.createDirectory(directory.resolve("scratch"));
      assertThat(replay.run(ReplaySpeed.parse("max"), scratch, directory.resolve("memory")))
          .isTrue();
    }
  }

  /** Every window by a fold of the files, in whatever order they come. */
  private Map<String, WindowSums> fold(Dataset dataset) throws IOException {
    Network network = dataset.network(data);
    ReadingValidator validator = new ReadingValidator(network, dataset.name(), INTERVAL_SECONDS);
    Set<String> seen = new HashSet<>();
    Map<String, WindowFold> folds = new HashMap<>();
    for (ReadingsSplit split : dataset.splits(data, 1)) {
      try (ReadingsReader reader = dataset.open(data, split)) {
        while (reader.advance()) {
          if (reader.current() instanceof FeedRow.Parsed parsed
              && wanted(parsed.reading())
              && validator.validate(parsed.reading(), ReferenceClock.UNBOUNDED)
                  instanceof Validation.Valid valid
              && seen.add(valid.reading().eventId())) {
            Reading reading = valid.reading();
            folds
                .computeIfAbsent(
                    Scenario.key(reading.segmentId(), Windows.startOf(reading.startMillis())),
                    k -> new WindowFold())
                .add(reading);
          }
        }
      }
    }
    Map<String, WindowSums> sums = new HashMap<>();
    folds.forEach((key, fold) -> sums.put(key, fold.sums()));
    return sums;
  }

  private boolean wanted(RawReading reading) {
    Long timestamp = reading.timestampMillis();
    return timestamp != null && timestamp < range.until();
  }

  private static Map<String, WindowSums> read(LocalCluster cluster) throws IOException {
    Map<String, WindowSums> found = new HashMap<>();
    try (SpeedStore store = SpeedStorage.at(cluster.conf(), Clock.systemUTC()).openStore()) {
      for (TrafficWindow window : store.windows().listAll()) {
        found.put(
            Scenario.key(window.getSegmentId(), window.getWindowStart().toEpochMilli()),
            WindowRecords.sums(window.getSums()));
      }
    }
    return found;
  }

  /** Waits until there are so many windows, or that long. */
  private static void awaitWindows(LocalCluster cluster, int wanted, long seconds)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < deadline && count(cluster) < wanted) {
      boolean unused = new CountDownLatch(1).await(5, TimeUnit.SECONDS);
    }
  }

  private static long count(LocalCluster cluster) throws IOException {
    try (SpeedStore store = SpeedStorage.at(cluster.conf(), Clock.systemUTC()).openStore()) {
      return store.windows(Duration.ZERO).count();
    }
  }
}
