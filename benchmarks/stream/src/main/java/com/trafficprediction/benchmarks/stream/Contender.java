package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.benchmarks.stream.Progress.Source;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.speed.SpeedMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who turns {@code traffic-raw} into windows, in a process of its own. */
enum Contender {
  /** The speed layer as users run it. */
  OURS("speed layer") {
    @Override
    List<String> command(LocalCluster cluster, Path config) {
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
  };

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  /** Main class and arguments. */
  abstract List<String> command(LocalCluster cluster, Path config);

  /** The topics read, by which group. */
  abstract List<Source> sources();

  String label() {
    return label;
  }

  /** Starts it. */
  Process start(LocalCluster cluster, Path config, List<String> jvmOptions, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("--add-opens", "java.base/java.nio=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(command(cluster, config));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
