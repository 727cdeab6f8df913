package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.benchmarks.stream.Progress.Source;
import com.trafficprediction.benchmarks.stream.peer.KafkaStreamsPeer;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.speed.SpeedMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Who turns {@code traffic-raw} into windows, in a process of its own. */
enum Contender {
  /** The speed layer as users run it. */
  OURS("speed layer") {
    @Override
    List<String> command(LocalCluster cluster, Path config, Duration commit) {
      return List.of(
          SpeedMain.class.getName(),
          "speed",
          "--only",
          "validate,window",
          "--port",
          "0",
          "--conf",
          cluster.conf().toString(),
          "--config",
          config.toString());
    }

    @Override
    List<Source> sources() {
      return List.of(
          new Source("traffic-raw", "stream-processor"),
          new Source("traffic-events", "window-aggregator"));
    }

    @Override
    List<Duration> commits() {
      return List.of(StreamRun.COMMIT);
    }
  },

  /** The same job in Kafka Streams, {@code exactly_once_v2}. */
  KAFKA_STREAMS("Kafka Streams") {
    @Override
    List<String> command(LocalCluster cluster, Path config, Duration commit) {
      Path directory = Objects.requireNonNull(config.getParent());
      return List.of(
          KafkaStreamsPeer.class.getName(),
          cluster.conf().toString(),
          cluster.kafkaBootstrap(),
          directory.resolve(Feed.DATASET).toString(),
          directory.toString(),
          directory.resolve("state").toString(),
          Long.toString(commit.toMillis()));
    }

    @Override
    List<Source> sources() {
      return List.of(
          new Source("traffic-raw", KafkaStreamsPeer.group()),
          new Source(KafkaStreamsPeer.eventsTopic(), KafkaStreamsPeer.group()),
          new Source("processed-traffic-aggregates", KafkaStreamsPeer.sinkGroup()));
    }

    @Override
    List<Duration> commits() {
      return List.of(KAFKA_STREAMS_DEFAULT, StreamRun.COMMIT);
    }
  };

  private static final Duration KAFKA_STREAMS_DEFAULT = Duration.ofMillis(100);

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  /**
   * Main class and arguments.
   *
   * @param commit how often the peer commits; ours has its own settings for everything
   */
  abstract List<String> command(LocalCluster cluster, Path config, Duration commit);

  /** The topics read, by which group, in the order of the data flow. */
  abstract List<Source> sources();

  /** How often it commits where latency is measured, in one run after the other. */
  abstract List<Duration> commits();

  String label() {
    return label;
  }

  /** Starts it. */
  Process start(
      LocalCluster cluster, Path config, Duration commit, List<String> jvmOptions, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("--add-opens", "java.base/java.nio=ALL-UNNAMED"));
    String ours = System.getProperty("java.class.path");
    Path libraries = Path.of(ours).resolveSibling("peer");
    // Before all else: the peer runs with the Kafka clients of its own version only.
    command.add("-cp");
    command.add(this == OURS ? ours : libraries + "/*" + File.pathSeparator + ours);
    command.addAll(command(cluster, config, commit));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
