package com.trafficprediction.speed.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.speed.configuration.SpeedConfiguration.Monitoring;
import com.trafficprediction.speed.monitoring.MonitoringServer;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.speed.running.StageHealth.State;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StageRunnerTest {
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  @Test
  void aStageThatFailsIsOpenedAgainAndFinishesWhenAsked() throws Exception {
    Queue<Exception> troubles =
        new ArrayDeque<>(
            List.of(new IOException("HBase is away"), new NotReadyException("no network yet")));
    StageRunner runner = runner(troubles);

    runner.start();
    assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(runner.health().state()).isEqualTo(State.RUNNING);
    assertThat(runner.health().failures()).as("waiting is not failing").isEqualTo(1);
    goOn.countDown();
    runner.stop();
    assertThat(runner.join(Duration.ofSeconds(10))).isTrue();
    assertThat(finished.getCount()).as("what was done is committed").isZero();
    assertThat(runner.health().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void anErrorEndsTheProcessInsteadOfLeavingADeadStageBehind() throws Exception {
    List<StageRunner> own = new CopyOnWriteArrayList<>();
    List<State> known = new CopyOnWriteArrayList<>();
    StageRunner runner =
        new StageRunner(
            "window",
            () -> {
              throw new OutOfMemoryError("Java heap space");
            },
            Clock.systemUTC(),
            () -> own.forEach(one -> known.add(one.health().state())));
    own.add(runner);

    runner.start();

    assertThat(runner.join(Duration.ofSeconds(20))).isTrue();
    assertThat(known)
        .as("what health says when the process is told to end")
        .containsExactly(State.BROKEN);
    assertThat(runner.health().reason()).contains("Java heap space");
    assertThat(runner.health().healthy()).isFalse();
  }

  @Test
  void healthTellsWhatIsAwaited() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    StageRunner runner =
        new StageRunner(
            "validate",
            () -> {
              asked.countDown();
              throw new NotReadyException("there is no network; run bin/traffic import");
            },
            Clock.systemUTC(),
            () -> {});
    MonitoringServer server =
        MonitoringServer.start(
            new Monitoring("127.0.0.1", freePort()), new SpeedMetrics(), List.of(runner));
    try {
      runner.start();
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

      HttpURLConnection answer = open(server, "/health");
      assertThat(answer.getResponseCode()).isEqualTo(503);
      JsonNode health = new ObjectMapper().readTree(answer.getErrorStream());
      assertThat(health.at("/healthy").asBoolean()).isFalse();
      assertThat(health.at("/stages/validate/state").asText()).isEqualTo("waiting");
      assertThat(health.at("/stages/validate/reason").asText()).contains("run bin/traffic import");
      assertThat(
              new String(
                  open(server, "/metrics").getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("traffic_speed_late_total")
          .as("for an alert: of a stage that does not run, no other metric moves")
          .contains("traffic_speed_stage_running{stage=\"validate\"} 0.0");
      assertThat(open(server, "/healthz").getResponseCode()).isEqualTo(404);
    } finally {
      runner.stop();
      assertThat(runner.join(Duration.ofSeconds(10))).isTrue();
      server.close();
    }
  }

  private StageRunner runner(Queue<Exception> troubles) {
    return new StageRunner(
        "stage",
        () -> {
          Exception trouble = troubles.poll();
          if (trouble instanceof IOException e) {
            throw e;
          }
          if (trouble instanceof RuntimeException e) {
            throw e;
          }
          return new Working();
        },
        Clock.systemUTC(),
        () -> {});
  }

  private static HttpURLConnection open(MonitoringServer server, String path) throws IOException {
    return (HttpURLConnection)
        URI.create("http://127.0.0.1:" + server.port() + path).toURL().openConnection();
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Works until the test lets it go on. */
  private final class Working implements Stage {
    @Override
    public void step() throws IOException {
      working.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void finish() {
      finished.countDown();
    }

    @Override
    public void close() {}
  }
}
