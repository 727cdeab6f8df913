package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.records.WindowRecords;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileUtil;
import org.jspecify.annotations.Nullable;

/** A fresh stack of real daemons, and a contender on it once it is started. Not thread-safe. */
final class ContenderStack implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Contender contender;
  private final List<String> jvmOptions;
  private final Duration commit;
  private final Path directory;
  private final LocalCluster cluster;
  private final KafkaSettings kafka;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();
  private volatile @Nullable Process process;
  private boolean done;
  private boolean closed;

  private ContenderStack(
      Contender contender,
      List<String> jvmOptions,
      Duration commit,
      Path directory,
      LocalCluster cluster) {
    this.contender = contender;
    this.jvmOptions = jvmOptions;
    this.commit = commit;
    this.directory = directory;
    this.cluster = cluster;
    this.kafka = KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
  }

  /**
   * Starts the daemons and creates the topics.
   *
   * @param commit how often the peer commits
   */
  static ContenderStack open(Contender contender, List<String> jvmOptions, Duration commit)
      throws IOException {
    Path directory = Files.createTempDirectory("traffic-bench");
    LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HDFS, Service.HBASE, Service.KAFKA)
            .randomPorts()
            .start();
    ContenderStack stack = new ContenderStack(contender, jvmOptions, commit, directory, cluster);
    Runtime.getRuntime().addShutdownHook(new Thread(stack::abandon, "stop-stack"));
    try (TopicAdmin admin = TopicAdmin.open(stack.kafka)) {
      admin.apply(admin.diff());
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
    return stack;
  }

  /** Starts the contender. */
  void startContender() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("speed.yaml"),
            "network: {dataset: %s, data: %s}%nwindow: {retention_hours: 0}%n"
                .formatted(Feed.writeDataset(directory), directory));
    synchronized (this) {
      if (closed) {
        throw new IOException("the benchmark was told to end");
      }
      process =
          contender.start(cluster, config, commit, jvmOptions, directory.resolve("contender.log"));
    }
  }

  KafkaSettings kafka() {
    return kafka;
  }

  /**
   * Waits a tenth of a second.
   *
   * @throws IOException when the contender has ended, or all of this takes too long
   */
  void pause() throws IOException, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new IOException(contender.label() + " did not get through; see " + directory);
    }
    if (running().waitFor(100, TimeUnit.MILLISECONDS)) {
      throw new IOException(contender.label() + " ended; see " + directory);
    }
  }

  /** Cpu time of the contender so far. */
  double ownCpuSeconds() {
    return cpuSeconds(running().toHandle());
  }

  /** Cpu time of broker, HBase and HDFS so far. */
  double daemonCpuSeconds() {
    return cluster.status().stream()
        .flatMap(status -> status.pid().stream())
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .mapToDouble(ContenderStack::cpuSeconds)
        .sum();
  }

  private static double cpuSeconds(ProcessHandle handle) {
    return handle.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** Says that all went well: nobody needs the logs and the data. */
  void done() {
    done = true;
  }

  /** Compares every window in HBase with the feed. */
  void requireRightWindows(Feed feed) throws IOException {
    Map<String, WindowSums> found = new HashMap<>();
    try (SpeedStore store = SpeedStorage.at(cluster.conf(), Clock.systemUTC()).openStore()) {
      for (TrafficWindow window : store.windows().listAll()) {
        found.put(
            Feed.key(window.getSegmentId(), window.getWindowStart().toEpochMilli()),
            WindowRecords.sums(window.getSums()));
      }
    }
    if (!found.equals(feed.expected())) {
      throw new IOException(
          contender.label() + " wrote other windows than the feed has; see " + directory);
    }
  }

  /** Stops the contender, so that what it has accepted is in HBase. */
  void stopContender() throws InterruptedException {
    Process started = process;
    if (started == null) {
      return;
    }
    started.destroy();
    if (!started.waitFor(30, TimeUnit.SECONDS)) {
      started.destroyForcibly().waitFor();
    }
    process = null;
  }

  private Process running() {
    Process started = process;
    if (started == null) {
      throw new IllegalStateException("startContender() comes first");
    }
    return started;
  }

  /** An interrupted benchmark leaves gigabytes that nobody looks at. */
  private synchronized void abandon() {
    done = true;
    close();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stopContender();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cluster.close();
      if (done) {
        FileUtil.fullyDelete(directory.toFile());
      }
    }
  }
}
