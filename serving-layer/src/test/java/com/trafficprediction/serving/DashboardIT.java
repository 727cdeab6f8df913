package com.trafficprediction.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.serving.configuration.ServingConfiguration;
import com.trafficprediction.serving.forecast.Roads;
import com.trafficprediction.storage.records.WindowRecords;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard in a real browser on the real stack: {@code web/browser-tests}, with Debian's
 * Chromium. Skipped, and reported as such, where there is no browser. The tests drive the road
 * through {@link Road}: a window more, or a server that goes away and comes back.
 */
@Timeout(1200)
class DashboardIT {
  private static final Path WEB = Path.of("..", "web").toAbsolutePath().normalize();
  private static final int TEST_SECONDS = 600;

  @TempDir Path directory;

  @Test
  void theDashboardDoesWhatItIsFor() throws Exception {
    Optional<Path> chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(chromium.isPresent(), "no Chromium: apt install chromium");
    Assumptions.assumeTrue(
        Files.isDirectory(WEB.resolve("node_modules/playwright-core")),
        "web/node_modules is missing: it comes with the build of web");
    try (LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HBASE, Service.KAFKA)
            .randomPorts()
            .start()) {
      KafkaSettings kafka = KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
      try (TopicAdmin admin = TopicAdmin.open(kafka)) {
        admin.apply(admin.diff());
      }
      try (Road road = new Road(cluster, kafka, freePort())) {
        road.start(new PublishedRoads(cluster.conf(), directory.resolve("tmp")));
        browse(chromium.get(), road);
      }
    }
  }

  private void browse(Path chromium, Road road) throws Exception {
    Path report = directory.resolve("report.txt");
    ProcessBuilder command =
        new ProcessBuilder("node", "browser-tests/run.mjs")
            .directory(WEB.toFile())
            .redirectErrorStream(true)
            .redirectOutput(report.toFile());
    command.environment().put("CHROMIUM", chromium.toString());
    command.environment().put("DASHBOARD", road.address());
    command.environment().put("ROAD", road.control());
    Process tests = command.start();
    try {
      boolean ended = tests.waitFor(TEST_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("the browser tests end; so far:\n" + Files.readString(report)).isTrue();
      assertThat(tests.exitValue()).as(Files.readString(report)).isZero();
    } finally {
      tests.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The serving layer, the windows it is fed with, and a way for the tests to ask for more. */
  private static final class Road implements AutoCloseable {
    private final LocalCluster cluster;
    private final KafkaSettings kafka;
    private final int port;
    private final HttpServer control;
    private DropwizardTestSupport<ServingConfiguration> application;
    private int sent;

    Road(LocalCluster cluster, KafkaSettings kafka, int port) throws IOException {
      this.cluster = cluster;
      this.kafka = kafka;
      this.port = port;
      this.application = serving(cluster, port);
      this.control =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    void start(PublishedRoads roads) throws Exception {
      // First of all, because it sets up logging, too.
      application.before();
      roads.publish(roads.importNetwork());
      for (int i = 0; i < 3; i++) {
        sendWindow();
      }
      control.createContext("/window", exchange -> answer(exchange, this::sendWindow));
      control.createContext("/stop", exchange -> answer(exchange, () -> application.after()));
      control.createContext("/start", exchange -> answer(exchange, this::restart));
      control.start();
    }

    String address() {
      return "http://127.0.0.1:" + port;
    }

    String control() {
      return "http://127.0.0.1:" + control.getAddress().getPort();
    }

    /** What a request for the road asks for. */
    private interface Step {
      void run() throws Exception;
    }

    private static void answer(HttpExchange exchange, Step step) throws IOException {
      byte[] body = "done".getBytes(StandardCharsets.UTF_8);
      int status = 200;
      try {
        step.run();
      } catch (Exception e) {
        body = e.toString().getBytes(StandardCharsets.UTF_8);
        status = 500;
      }
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    private void restart() throws Exception {
      application = serving(cluster, port);
      application.before();
    }

    /** A window of every segment, as the speed layer publishes them. */
    private void sendWindow() {
      int index = (int) ((Roads.WATERMARK - Roads.START) / Windows.MILLIS) + sent++;
      try (KafkaSender sender = new KafkaSender(kafka)) {
        for (Segment segment : Roads.network().segments()) {
          TrafficWindow record =
              WindowRecords.toRecord(Roads.window(segment.id(), index), 0, WindowState.complete);
          record.setRevision(1_000 + index);
          sender.send(Topic.AGGREGATES, segment.id(), record);
        }
        sender.flush();
      }
    }

    private static DropwizardTestSupport<ServingConfiguration> serving(
        LocalCluster cluster, int port) {
      return new DropwizardTestSupport<>(
          ServingApplication.class,
          Path.of("..", "config", "serving.yaml").toString(),
          new SubstitutingSourceProvider(
              new FileConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(false)),
          ConfigOverride.config("hadoop_conf", cluster.conf().toString()),
          ConfigOverride.config("http.port", Integer.toString(port)),
          ConfigOverride.config("admin_http.port", "0"),
          ConfigOverride.config("pointer_poll_seconds", "1"),
          ConfigOverride.config("forecast.grace_seconds", "1"),
          ConfigOverride.config("access.write_token", "test-token"));
    }

    @Override
    public void close() {
      control.stop(0);
      application.after();
    }
  }
}
