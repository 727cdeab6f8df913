package com.trafficprediction.speed.command;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.speed.archiving.ArchiveStage;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import com.trafficprediction.speed.detecting.IncidentStage;
import com.trafficprediction.speed.monitoring.MonitoringServer;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.speed.networks.NetworkSource;
import com.trafficprediction.speed.running.Stage;
import com.trafficprediction.speed.running.StageHealth.State;
import com.trafficprediction.speed.running.StageRunner;
import com.trafficprediction.speed.validating.ValidateStage;
import com.trafficprediction.speed.windowing.WindowStage;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code speed}: runs the consumers until it is stopped. */
@Command(
    name = "speed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the consumers of the speed layer, all in one process or some of them.",
    footer = {
      "",
      "Examples:",
      "  speed                              # all of them",
      "  speed --only window,archive        # some",
      "  speed --instance 2 --port 8092     # a second process that shares the work",
      "",
      "Stops cleanly on Ctrl-C or SIGTERM. What it does and why not: http://127.0.0.1:8091/health",
      "Exit code 6: another process has this one's instance name. Do not start it again."
    })
public final class SpeedCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The consumers. */
  enum Consumer {
    VALIDATE,
    WINDOW,
    ARCHIVE,
    INCIDENT
  }

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CONSUMER",
      description = "Run these alone: ${COMPLETION-CANDIDATES}. Default: all.")
  private Set<Consumer> only = EnumSet.allOf(Consumer.class);

  @Option(
      names = "--instance",
      defaultValue = "",
      paramLabel = "NAME",
      description = "This process's name in its groups. Default: instance of the configuration.")
  private String instance = "";

  @Option(
      names = "--port",
      defaultValue = "${env:TRAFFIC_SPEED_PORT:--1}",
      paramLabel = "N",
      description =
          "Port of /health and /metrics; 0 for none. Default: TRAFFIC_SPEED_PORT, else"
              + " monitoring.port.")
  private int port = -1;

  @Spec private CommandSpec spec;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public Integer call() throws IOException, InterruptedException {
    SpeedConfiguration configuration = settings.configuration().with(instance, port);
    SpeedMetrics metrics = new SpeedMetrics();
    List<StageRunner> runners = runners(configuration, metrics);
    Optional<MonitoringServer> monitoring = monitor(configuration, metrics, runners);
    // Last: it waits until what follows has ended, and before this line nothing has begun.
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopCleanly, "stop"));
    try {
      runners.forEach(StageRunner::start);
      stop.await();
      return end(runners);
    } finally {
      monitoring.ifPresent(MonitoringServer::close);
      stopped.countDown();
    }
  }

  private int end(List<StageRunner> runners) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    runners.forEach(StageRunner::stop);
    boolean ended = true;
    for (StageRunner runner : runners) {
      ended &= runner.join(PATIENCE);
      if (!runner.health().reason().isEmpty()) {
        err.println(runner.name() + ": " + runner.health().reason());
      }
    }
    return exitCode(ended, runners.stream().map(runner -> runner.health().state()).toList());
  }

  /**
   * What the process says of itself at its end.
   *
   * @param ended whether all stages ended when they were asked to
   */
  static int exitCode(boolean ended, List<State> states) {
    if (states.contains(State.DISPLACED)) {
      return CommandException.DISPLACED;
    }
    return ended && !states.contains(State.BROKEN) ? CommandException.OK : CommandException.FAILURE;
  }

  private List<StageRunner> runners(SpeedConfiguration configuration, SpeedMetrics metrics)
      throws IOException {
    Clock clock = Clock.systemUTC();
    KafkaSettings kafka = settings.kafka(configuration);
    NetworkSource networks =
        new NetworkSource(configuration.network(), () -> SpeedStorage.at(settings.conf(), clock));
    List<StageRunner> runners = new ArrayList<>();
    for (Consumer consumer : only) {
      Stage.Opener opener =
          switch (consumer) {
            case WINDOW ->
                () ->
                    WindowStage.open(
                        configuration,
                        kafka,
                        SpeedStorage.at(settings.conf(), clock),
                        metrics,
                        clock);
            case ARCHIVE ->
                () ->
                    ArchiveStage.open(
                        configuration,
                        kafka,
                        SpeedStorage.at(settings.conf(), clock),
                        networks,
                        metrics,
                        clock);
            case INCIDENT ->
                () ->
                    IncidentStage.open(
                        configuration,
                        kafka,
                        SpeedStorage.at(settings.conf(), clock),
                        metrics,
                        clock);
            case VALIDATE ->
                () -> ValidateStage.open(configuration, kafka, networks, metrics, clock);
          };
      runners.add(
          new StageRunner(
              consumer.name().toLowerCase(Locale.ROOT), opener, clock, stop::countDown));
    }
    return runners;
  }

  private Optional<MonitoringServer> monitor(
      SpeedConfiguration configuration, SpeedMetrics metrics, List<StageRunner> runners)
      throws IOException {
    if (configuration.monitoring().port() == 0) {
      return Optional.empty();
    }
    MonitoringServer server;
    try {
      server = MonitoringServer.start(configuration.monitoring(), metrics, runners);
    } catch (BindException e) {
      throw new CommandException(CommandException.FAILURE, String.valueOf(e.getMessage()));
    }
    spec.commandLine()
        .getErr()
        .printf(
            "speed layer, instance %s: http://%s:%d/health%n",
            configuration.instance(), configuration.monitoring().host(), server.port());
    return Optional.of(server);
  }

  /** Runs in the JVM's shutdown: lets every consumer commit what it did. */
  private void stopCleanly() {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
