package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.benchmarks.stream.Progress.Source;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One contender on a fresh stack: publish, run, and compare every window with the feed. */
final class StreamRun {
  private static final double WARM_UP = 0.2;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Feed feed;
  private final Contender contender;
  private final List<String> jvmOptions;
  private final Path directory;

  StreamRun(Feed feed, Contender contender, List<String> jvmOptions, Path directory) {
    this.feed = feed;
    this.contender = contender;
    this.jvmOptions = jvmOptions;
    this.directory = directory;
  }

  /** Runs it; what is measured begins when a fifth of the events is done. */
  Measured run() throws IOException, InterruptedException, ExecutionException {
    try (LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HDFS, Service.HBASE, Service.KAFKA)
            .randomPorts()
            .start()) {
      KafkaSettings kafka = KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
      try (TopicAdmin admin = TopicAdmin.open(kafka)) {
        admin.apply(admin.diff());
      }
      feed.publish(kafka);
      Path config =
          Files.writeString(
              directory.resolve("speed.yaml"),
              "network: {dataset: %s, data: %s}%nwindow: {retention_hours: 0}%n"
                  .formatted(Feed.writeDataset(directory), directory));
      Process process =
          contender.start(cluster, config, jvmOptions, directory.resolve("contender.log"));
      Measured measured;
      try {
        measured = measure(cluster, kafka, process);
      } finally {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
      requireRightWindows(cluster);
      return measured;
    }
  }

  private Measured measure(LocalCluster cluster, KafkaSettings kafka, Process process)
      throws InterruptedException, ExecutionException, IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Source> sources = contender.sources();
    Source counted = contender.counted();
    try (Progress progress = new Progress(kafka)) {
      long before = 0;
      while (before < feed.events() * WARM_UP) {
        pause(deadline, process);
        before = progress.done(counted);
      }
      long started = System.nanoTime();
      double own = cpuSeconds(process.toHandle());
      double daemons = daemonCpuSeconds(cluster);
      for (Source source : sources) {
        while (!progress.isThrough(source)) {
          pause(deadline, process);
        }
      }
      return new Measured(
          contender.label(),
          feed.events() - before,
          (System.nanoTime() - started) / 1e9,
          cpuSeconds(process.toHandle()) - own,
          daemonCpuSeconds(cluster) - daemons);
    }
  }

  private void pause(long deadline, Process process) throws InterruptedException, IOException {
    if (System.nanoTime() > deadline) {
      throw new IOException(contender.label() + " did not get through; see " + directory);
    }
    if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
      throw new IOException(contender.label() + " ended; see " + directory);
    }
  }

  private static double daemonCpuSeconds(LocalCluster cluster) {
    return cluster.status().stream()
        .flatMap(status -> status.pid().stream())
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .mapToDouble(StreamRun::cpuSeconds)
        .sum();
  }

  private static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private void requireRightWindows(LocalCluster cluster) throws IOException {
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
}
