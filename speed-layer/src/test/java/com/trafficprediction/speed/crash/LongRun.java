package com.trafficprediction.speed.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A stack, and the speed layer on it, killed now and then, until all that was sent is through. Says
 * every ten seconds how far it is; when nothing moves for three minutes it has the process write
 * its threads to its log, and fails.
 */
final class LongRun implements AutoCloseable {
  private static final int KILLS = 3;
  private static final long LOOK_SECONDS = 5;
  private static final int LOOKS_PER_LINE = 2;
  private static final long STUCK_SECONDS = 180;
  private static final String WINDOW_LAG = "traffic_speed_lag_records{stage=\"window\"}";

  private final Path directory;
  private final Path dataset;
  private final Path data;
  private final LocalCluster cluster;
  private final KafkaSettings kafka;
  private final Path config;
  private final Random random;
  private final List<String> figures = new ArrayList<>();
  private int kills;

  /**
   * Starts the stack.
   *
   * @param directory for everything
   * @param dataset the dataset file of the network
   * @param data its files
   * @param seed decides when the speed layer is killed
   */
  LongRun(Path directory, Path dataset, Path data, long seed) throws IOException {
    this.directory = directory;
    this.dataset = dataset.toAbsolutePath();
    this.data = data.toAbsolutePath();
    this.random = new Random(seed);
    this.cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HDFS, Service.HBASE, Service.KAFKA)
            .randomPorts()
            .start();
    this.kafka = KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
    try (TopicAdmin admin = TopicAdmin.open(kafka)) {
      admin.apply(admin.diff());
    }
    this.config =
        Files.writeString(
            directory.resolve("speed.yaml"),
            """
            network: {dataset: %s, data: %s}
            # A feed of days that declares one clock, its end.
            validate: {max_age_hours: 240}
            window: {retention_hours: 0}
            archive: {flush_seconds: 15}
            """
                .formatted(this.dataset, this.data));
  }

  KafkaSettings kafka() {
    return kafka;
  }

  /** Notes a figure for people. */
  void note(String figure) {
    figures.add(figure);
    System.err.println(figure);
  }

  /** Notes how long something took. */
  void note(String what, long sinceNanos) {
    note(what + " after " + (System.nanoTime() - sinceNanos) / 1_000_000_000 + " s");
  }

  List<String> figures() {
    return figures;
  }

  /** Runs the speed layer until everything is there, killing it now and then. */
  void run(int windows, int events) throws IOException, InterruptedException {
    Progress progress = new Progress(windows, events);
    while (!progress.isThrough()) {
      try (SpeedProcess speed = startSpeed()) {
        long life = kills < KILLS ? random.nextInt(10_000, 35_000) : TimeUnit.HOURS.toMillis(10);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(life);
        while (System.nanoTime() < end && !progress.isThrough()) {
          boolean unused = new CountDownLatch(1).await(LOOK_SECONDS, TimeUnit.SECONDS);
          progress.look(speed);
        }
        if (progress.isThrough()) {
          speed.stop();
        } else {
          speed.kill();
          kills++;
        }
      }
    }
    note("the speed layer was killed " + kills + " times on the way");
  }

  private SpeedProcess startSpeed() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return SpeedProcess.startLarge(
          cluster.conf(), config, directory.resolve("speed.log"), "1", free.getLocalPort());
    }
  }

  /** How far it is, and whether it gets any further. */
  private final class Progress {
    private final int windows;
    private final int events;
    private final long started = System.nanoTime();
    private long archived;
    private double lag = Double.NaN;
    private long found = -1;
    private long moved = started;
    private int looks;

    Progress(int windows, int events) {
      this.windows = windows;
      this.events = events;
    }

    boolean isThrough() {
      return archived >= events && lag == 0 && found >= windows;
    }

    void look(SpeedProcess speed) throws IOException, InterruptedException {
      long before = archived;
      double lagBefore = lag;
      archived = countArchived();
      OptionalDouble told = speed.findMetric(WINDOW_LAG);
      lag = told.orElse(Double.NaN);
      if (archived >= events && lag == 0) {
        found = countWindows();
      }
      if (archived != before || lag != lagBefore) {
        moved = System.nanoTime();
      }
      if (++looks % LOOKS_PER_LINE == 0) {
        System.err.printf(
            "%4d s: archived %,d of %,d events, window is %,.0f behind%n",
            (System.nanoTime() - started) / 1_000_000_000, archived, events, lag);
      }
      if (System.nanoTime() - moved > TimeUnit.SECONDS.toNanos(STUCK_SECONDS)) {
        Path kept = Path.of("target", "stuck-speed.log");
        speed.writeThreads();
        boolean unused = new CountDownLatch(1).await(LOOK_SECONDS, TimeUnit.SECONDS);
        Files.writeString(kept, Files.readString(directory.resolve("speed.log")));
        throw new AssertionError(
            "nothing moved for %d s: archived %,d of %,d events, %,d of %,d windows; see %s"
                .formatted(STUCK_SECONDS, archived, events, found, windows, kept));
      }
    }
  }

  /** Events in the archive's committed files. */
  long countArchived() throws IOException {
    return archive().listCommits().stream()
        .mapToLong(commit -> commit.findCount("events").orElse(0))
        .sum();
  }

  Map<String, WindowSums> windowsInHBase() throws IOException {
    return WindowCells.ofHBase(cluster.conf());
  }

  Map<String, WindowState> statesInHBase() throws IOException {
    return WindowCells.statesInHBase(cluster.conf());
  }

  Map<String, WindowSums> windowsFromArchive() throws IOException {
    return WindowCells.ofEventFiles(
        configuration(), archive().listFiles(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")));
  }

  /**
   * The batch layer's windows of the archive. A run needs an import: this one has what begins in
   * five minutes, and the archive has all.
   */
  Map<String, WindowSums> windowsOfBatch(Instant from) throws IOException, InterruptedException {
    BatchJobs jobs = new BatchJobs(cluster.conf(), directory);
    jobs.run(
        "import",
        "--dataset",
        dataset.toString(),
        "--data",
        data.toString(),
        "--from",
        from.toString(),
        "--to",
        from.plus(Duration.ofMinutes(5)).toString());
    String run = jobs.run("windows", "--until", "2100-01-01T00:00:00Z", "--split", "80/20");
    FileSystem files = FileSystem.get(configuration());
    CommittedOutput output =
        CommittedOutput.open(files, HdfsLayout.ofDefaultRoot().windows(new RunId(run)));
    return WindowCells.ofWindowFiles(configuration(), output.files());
  }

  private PartitionedData archive() throws IOException {
    return new PartitionedData(
        FileSystem.get(configuration()), HdfsLayout.ofDefaultRoot().archivedEvents());
  }

  private long countWindows() throws IOException {
    try (SpeedStore store = SpeedStorage.at(cluster.conf(), Clock.systemUTC()).openStore()) {
      return store.windows().count();
    }
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml")) {
      configuration.addResource(
          new org.apache.hadoop.fs.Path(cluster.conf().resolve(site).toUri()));
    }
    return configuration;
  }

  @Override
  public void close() {
    cluster.close();
  }

  /** Fails unless the archive holds just so many events. */
  void requireArchived(int events) throws IOException {
    assertThat(countArchived()).as("events in the archive").isEqualTo(events);
  }
}
