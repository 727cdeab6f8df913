package com.trafficprediction.speed.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.speed.replaying.Replay;
import com.trafficprediction.speed.replaying.ReplayProgress;
import com.trafficprediction.speed.replaying.ReplaySpeed;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a whole real data set, replayed as fast as possible through a real broker while the speed
 * layer is killed now and then, every window in HBase, and every window folded from the archive, is
 * what a fold of the files says. Takes minutes: run it with {@code -Dtraffic.long=true}; {@code
 * -Dtraffic.long.until} shortens it. Figures are left in {@code target/whole-dataset.txt}.
 */
@Timeout(3_600)
@EnabledIfSystemProperty(named = "traffic.long", matches = "true")
class WholeDatasetIT {
  private static final Path DATASET = Path.of("..", "datasets", "pems-orange-2022.yaml");
  private static final int INTERVAL_SECONDS = 300;
  private static final long PATIENCE_SECONDS = 1_800;
  private static final int KILLS = 3;
  private static final int SECONDS_TO_LIVE = 25;

  @TempDir static Path directory;

  private final Path data =
      Path.of(
          System.getenv().getOrDefault("TRAFFIC_DATA", "../../shared/data"), "pems-orange-2022");
  private final List<String> figures = new ArrayList<>();
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
              archive: {flush_seconds: 15}
              """
                  .formatted(DATASET.toAbsolutePath(), data.toAbsolutePath()));
      long started = System.nanoTime();
      replay(dataset, kafka);
      note("replayed", started);
      List<Reading> readings = read(dataset);
      Map<String, WindowSums> expected = WindowCells.fold(readings);
      started = System.nanoTime();
      run(cluster, config, expected.size(), readings.size());
      note("in HBase and in the archive, with " + KILLS + " kills", started);

      WindowCells.requireEqual("HBase", WindowCells.ofHBase(cluster.conf()), expected);
      assertThat(countArchived(cluster)).as("events in the archive").isEqualTo(readings.size());
      List<org.apache.hadoop.fs.Path> archived = archived(cluster);
      WindowCells.requireEqual(
          "the archive", WindowCells.ofEventFiles(configuration(cluster), archived), expected);
      figures.add(
          "%,d readings, %,d windows: HBase, archive and files agree"
              .formatted(readings.size(), expected.size()));
      Files.write(Path.of("target", "whole-dataset.txt"), figures);
    }
  }

  private void note(String what, long sinceNanos) {
    figures.add(what + " after " + (System.nanoTime() - sinceNanos) / 1_000_000_000 + " s");
  }

  /** Runs the speed layer until everything is there, killing it now and then. */
  private static void run(LocalCluster cluster, Path config, int windows, int events)
      throws Exception {
    for (int life = 0; life <= KILLS; life++) {
      try (SpeedProcess speed =
          SpeedProcess.start(cluster.conf(), config, directory.resolve("speed.log"), "1", 0)) {
        long seconds = life < KILLS ? SECONDS_TO_LIVE : PATIENCE_SECONDS;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < deadline && !isThrough(cluster, windows, events)) {
          boolean unused = new CountDownLatch(1).await(5, TimeUnit.SECONDS);
        }
        speed.kill();
      }
    }
  }

  private static boolean isThrough(LocalCluster cluster, int windows, int events)
      throws IOException {
    return countArchived(cluster) >= events && count(cluster) >= windows;
  }

  /** Events in the archive's committed files. */
  private static long countArchived(LocalCluster cluster) throws IOException {
    return archive(cluster).listCommits().stream()
        .mapToLong(commit -> commit.findCount("events").orElse(0))
        .sum();
  }

  private static List<org.apache.hadoop.fs.Path> archived(LocalCluster cluster) throws IOException {
    return archive(cluster).listFiles(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
  }

  private static PartitionedData archive(LocalCluster cluster) throws IOException {
    return new PartitionedData(
        FileSystem.get(configuration(cluster)), HdfsLayout.ofDefaultRoot().archivedEvents());
  }

  private static Configuration configuration(LocalCluster cluster) {
    Configuration configuration = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml")) {
      configuration.addResource(
          new org.apache.hadoop.fs.Path(cluster.conf().resolve(site).toUri()));
    }
    return configuration;
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

  /** Every valid reading of the files, each event id once, in whatever order they come. */
  private List<Reading> read(Dataset dataset) throws IOException {
    Network network = dataset.network(data);
    ReadingValidator validator = new ReadingValidator(network, dataset.name(), INTERVAL_SECONDS);
    Map<String, Reading> byEventId = new HashMap<>();
    for (ReadingsSplit split : dataset.splits(data, 1)) {
      try (ReadingsReader reader = dataset.open(data, split)) {
        while (reader.advance()) {
          if (reader.current() instanceof FeedRow.Parsed parsed
              && wanted(parsed.reading())
              && validator.validate(parsed.reading(), ReferenceClock.UNBOUNDED)
                  instanceof Validation.Valid valid) {
            byEventId.put(valid.reading().eventId(), valid.reading());
          }
        }
      }
    }
    return List.copyOf(byEventId.values());
  }

  private boolean wanted(RawReading reading) {
    Long timestamp = reading.timestampMillis();
    return timestamp != null && timestamp < range.until();
  }

  private static long count(LocalCluster cluster) throws IOException {
    try (SpeedStore store = SpeedStorage.at(cluster.conf(), Clock.systemUTC()).openStore()) {
      return store.windows(Duration.ZERO).count();
    }
  }
}
