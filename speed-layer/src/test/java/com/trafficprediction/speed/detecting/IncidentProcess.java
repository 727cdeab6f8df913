package com.trafficprediction.speed.detecting;

import com.trafficprediction.feeds.yaml.YamlBinder;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.speed.running.StageRunner;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The consumer {@code incident} in a process of its own, to be killed. */
final class IncidentProcess {
  private IncidentProcess() {}

  /** Runs it for ever: configuration directory, brokers. */
  public static void main(String[] args) throws InterruptedException {
    SpeedConfiguration configuration =
        YamlBinder.bind("incident: {grace_seconds: 3}", "test", SpeedConfiguration.class);
    KafkaSettings kafka = new KafkaSettings(args[1], (short) 1, Map.of(), Map.of());
    Clock clock = Clock.systemUTC();
    SyntheticRoad road = new SyntheticRoad();
    StageRunner runner =
        new StageRunner(
            "incident",
            () ->
                IncidentStage.open(
                    configuration,
                    kafka,
                    SpeedStorage.at(Path.of(args[0]), clock),
                    road.usual(),
                    new SpeedMetrics(),
                    clock),
            clock,
            () -> {});
    runner.start();
    boolean unused = runner.join(Duration.ofHours(1));
  }

  static Process start(Path conf, String servers, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IncidentProcess.class.getName());
    command.addAll(List.of(conf.toString(), servers));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }
}
