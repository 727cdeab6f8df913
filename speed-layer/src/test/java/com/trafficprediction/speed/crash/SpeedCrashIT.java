package com.trafficprediction.speed.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.localcluster.DaemonStatus;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.codec.RawJson;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.messaging.stream.TailedRecord;
import com.trafficprediction.messaging.stream.TopicTail;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.speed.crash.Scenario.Sent;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.parquet.ParquetSource;
import com.trafficprediction.storage.records.EventRecords;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a real broker, HBase and HDFS, when the speed layer is killed with {@code kill -9} at
 * random moments, broker and region server are killed too, and an instance comes and goes, then
 * windows, archive and rejected events are what a computation from the sent records says.
 *
 * <p>With {@code -Dtraffic.long=true} the DataNode has a process of its own and is killed as well,
 * all of it twice, and an instance is paused until another has taken its work over, and wakes up.
 * There is one DataNode: until it is back nothing can be written, and the region server gives up
 * too.
 *
 * <p>{@code -Dtraffic.crash.rounds=N} kills more often, {@code -Dtraffic.crash.seed=N} otherwise.
 */
@Timeout(1_800)
class SpeedCrashIT {
  private static final boolean LONG = Boolean.getBoolean("traffic.long");
  private static final int ROUNDS = Integer.getInteger("traffic.crash.rounds", LONG ? 8 : 2);
  private static final long SEED = Long.getLong("traffic.crash.seed", 20221122L);
  private static final long PATIENCE_SECONDS = LONG ? 300 : 180;
  private static final String NOBODY = "nobody";

  /** Whom a round kills besides: nobody, the broker, region server and master, the DataNode. */
  private static final List<String> VICTIMS = List.of(NOBODY, "kafka", "hbase", "datanode");

  /** What a JVM answers to SIGTERM once its work is done. */
  private static final int ASKED_TO_STOP = 128 + 15;

  @TempDir static Path directory;

  private final Random random = new Random(SEED);
  private Scenario scenario;
  private LocalCluster cluster;
  private Path config;
  private KafkaSettings kafka;

  @BeforeEach
  void startStack() throws IOException {
    cluster = startDaemons();
    Path dataset = directory.resolve("dataset.yaml");
    scenario = new Scenario(dataset, SEED);
    config =
        Files.writeString(
            directory.resolve("speed.yaml"),
            """
            network: {dataset: %s}
            window: {retention_hours: 0, publish_interval_ms: 100}
            archive: {flush_seconds: 2}
            kafka: {properties: {session.timeout.ms: "6000"}}
            """
                .formatted(dataset));
    kafka =
        new KafkaSettings(
            cluster.kafkaBootstrap(),
            (short) 1,
            Map.of("traffic-raw", 5, "traffic-events", 3),
            Map.of());
    try (TopicAdmin admin = TopicAdmin.open(kafka)) {
      admin.apply(admin.diff());
    }
  }

  @AfterEach
  void stopStack() {
    cluster.close();
  }

  private static LocalCluster startDaemons() {
    LocalCluster.Builder builder =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HDFS, Service.HBASE, Service.KAFKA)
            .randomPorts();
    return (LONG ? builder.dataNodeApart() : builder).start();
  }

  @Test
  void nothingIsLostAndNothingDoubled() throws Exception {
    List<Sent> records = scenario.records();
    int share = records.size() / (ROUNDS + 2);
    for (int round = 1; round <= ROUNDS; round++) {
      String victim = VICTIMS.get(round % VICTIMS.size());
      boolean underItsFeet = random.nextBoolean();
      say("round %d of %d: killing the speed layer and %s", round, ROUNDS, victim);
      try (SpeedProcess speed = startSpeed("1")) {
        await("the speed layer works", speed::healthy);
        send(records.subList(share * (round - 1), share * round));
        pause(random.nextInt(2_500));
        if (underItsFeet) {
          killDaemon(victim);
          pause(random.nextInt(2_500));
        }
        speed.kill();
      }
      if (!underItsFeet) {
        killDaemon(victim);
      }
    }
    say("an instance is added%s, and removed", LONG ? " while the first is paused" : "");
    try (SpeedProcess first = startSpeed("1")) {
      await("the first instance works", first::healthy);
      send(records.subList(share * ROUNDS, share * (ROUNDS + 1)));
      pause(random.nextInt(1_500));
      if (LONG) {
        first.suspend();
      }
      try (SpeedProcess second = startSpeed("2")) {
        await("the second instance works", second::healthy);
        send(records.subList(share * (ROUNDS + 1), records.size()));
        awaitWindows(first, second);
        if (LONG) {
          first.resume();
        }
        await("the first one works on", first::healthy);
        pause(random.nextInt(2_000));
        assertThat(second.stop()).as("an instance that is asked to stop").isEqualTo(ASKED_TO_STOP);
      }
      await("the archive is complete", () -> readArchive().equals(scenario.archived()));
      assertThat(first.stop()).isEqualTo(ASKED_TO_STOP);
    }

    assertThat(readWindows()).isEqualTo(scenario.windows());
    assertThat(readArchive()).isEqualTo(scenario.archived());
    assertThat(tail(Topic.INVALID)).isEqualTo(scenario.garbage());
    assertThat(readAggregates()).isEqualTo(scenario.windows());
    assertThat(scenario.states().values())
        .contains(WindowState.complete, WindowState.closed, WindowState.provisional);
    WindowCells.requireStates(
        "HBase", WindowCells.statesInHBase(cluster.conf()), scenario.states());
    WindowCells.requireStates(
        "the topic", WindowCells.statesOf(readHighest().values()), scenario.states());
  }

  /**
   * Should they not come, both instances say in their logs what they do, and we what is missing.
   */
  private void awaitWindows(SpeedProcess first, SpeedProcess second) throws Exception {
    try {
      await("all windows are there", () -> readWindows().equals(scenario.windows()));
    } catch (AssertionError e) {
      first.writeThreads();
      second.writeThreads();
      pause(2_000);
      Map<String, WindowSums> found = readWindows();
      Map<String, WindowSums> aggregates = readAggregates();
      scenario
          .windows()
          .forEach(
              (key, sums) -> {
                if (!sums.equals(found.get(key))) {
                  say("%s: %s, in HBase %s", key, sums, found.get(key));
                  say("  in the topic %s", aggregates.get(key));
                }
              });
      for (String instance : List.of("1", "2")) {
        say("what instance %s wrote:%n%s", instance, Files.readString(logOf(instance)));
      }
      throw e;
    }
  }

  private void send(List<Sent> records) {
    try (RawSender sender = new RawSender(kafka)) {
      for (Sent record : records) {
        OptionalLong clock = OptionalLong.of(scenario.end());
        if (record.valid()) {
          var reading = record.reading().get(0);
          sender.send(reading.segmentId(), RawJson.encode(reading), clock);
        } else {
          sender.send(null, record.garbage().getBytes(StandardCharsets.UTF_8), clock);
        }
      }
      sender.flush();
    }
  }

  private static void say(String format, Object... values) {
    System.err.printf(format + "%n", values);
  }

  private void killDaemon(String name) throws Exception {
    if (name.equals(NOBODY)) {
      return;
    }
    DaemonStatus status =
        cluster.status().stream()
            .filter(s -> s.daemon().toString().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow();
    ProcessHandle process = ProcessHandle.of(status.pid().orElseThrow()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get();
    cluster = startDaemons();
  }

  private Map<String, WindowSums> readWindows() throws IOException {
    return WindowCells.ofHBase(cluster.conf());
  }

  private Map<String, WindowSums> readAggregates() {
    return WindowCells.ofRecords(readHighest().values());
  }

  /** Of each window the highest revision, as every reader of the topic takes it. */
  private Map<String, TrafficWindow> readHighest() {
    Map<String, TrafficWindow> highest = new HashMap<>();
    try (TopicTail tail = new TopicTail(kafka, Topic.AGGREGATES, Long.MAX_VALUE)) {
      while (!tail.atFirstEnd()) {
        for (TailedRecord record : tail.poll(Duration.ofMillis(500))) {
          TrafficWindow window = (TrafficWindow) record.value();
          if (window != null) {
            highest.merge(
                WindowCells.key(window),
                window,
                (a, b) -> a.getRevision() >= b.getRevision() ? a : b);
          }
        }
      }
    }
    return highest;
  }

  private Map<Reading, Integer> readArchive() throws IOException {
    Configuration configuration = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml")) {
      configuration.addResource(
          new org.apache.hadoop.fs.Path(cluster.conf().resolve(site).toUri()));
    }
    Map<Reading, Integer> counts = new HashMap<>();
    FileSystem files = FileSystem.get(configuration);
    PartitionedData archive =
        new PartitionedData(files, HdfsLayout.ofDefaultRoot().archivedEvents());
    for (TrafficEvent event :
        ParquetSource.readAll(
            configuration,
            archive.listFiles(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")),
            TrafficEvent.class)) {
      counts.merge(EventRecords.toReading(event), 1, Integer::sum);
    }
    return counts;
  }

  private long tail(Topic topic) {
    long count = 0;
    try (TopicTail tail = new TopicTail(kafka, topic, Long.MAX_VALUE)) {
      while (!tail.atFirstEnd()) {
        count += tail.poll(Duration.ofMillis(500)).size();
      }
    }
    return count;
  }

  private SpeedProcess startSpeed(String instance) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return SpeedProcess.start(
          cluster.conf(), config, logOf(instance), instance, free.getLocalPort());
    }
  }

  private static Path logOf(String instance) {
    return directory.resolve("speed-" + instance + ".log");
  }

  private void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.call()) {
      if (LONG) {
        startWhatGaveUp();
      }
      assertThat(System.nanoTime()).as("waited for too long until " + what).isLessThan(deadline);
      pause(200);
    }
  }

  /** As a supervisor does: without its DataNode HBase may give up long after that was killed. */
  private void startWhatGaveUp() {
    if (cluster.status().stream().anyMatch(daemon -> daemon.pid().isEmpty())) {
      say("starting again what gave up");
      cluster = startDaemons();
    }
  }

  /** A random moment is what this test is about. */
  private static void pause(int millis) throws InterruptedException {
    boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
