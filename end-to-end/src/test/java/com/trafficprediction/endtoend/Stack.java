package com.trafficprediction.endtoend;

import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.topic.TopicAdmin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** A stack of its own, and {@code bin/traffic} with it. */
final class Stack implements AutoCloseable {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final LocalCluster cluster;
  private final Path directory;
  private final int port;
  private final int speedPort;
  private final List<Process> background = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();

  private Stack(LocalCluster cluster, Path directory, int port, int speedPort) {
    this.cluster = cluster;
    this.directory = directory;
    this.port = port;
    this.speedPort = speedPort;
  }

  static Stack start(Path directory) throws IOException {
    Stack stack = startWithoutTopics(directory);
    try (TopicAdmin admin = TopicAdmin.open(stack.kafka())) {
      admin.apply(admin.diff());
    }
    return stack;
  }

  static Stack startWithoutTopics(Path directory) throws IOException {
    return start(directory, Service.HDFS, Service.HBASE, Service.KAFKA);
  }

  /** Some daemons, and no topics. */
  static Stack start(Path directory, Service... services) throws IOException {
    LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(services)
            .patience(Duration.ofMinutes(6))
            .randomPorts()
            .start();
    return new Stack(cluster, directory, freePort(), freePort());
  }

  /** A port that nobody listens on now. */
  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Sets a variable for the verbs that are started from now on. */
  void set(String variable, String value) {
    variables.put(variable, value);
  }

  /** Where serve listens. */
  int servingPort() {
    return port;
  }

  Path conf() {
    return cluster.conf();
  }

  KafkaSettings kafka() {
    return KafkaSettings.ofOneMachine(cluster.kafkaBootstrap());
  }

  Configuration configuration() {
    Configuration configuration = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml")) {
      configuration.addResource(
          new org.apache.hadoop.fs.Path(cluster.conf().resolve(site).toUri()));
    }
    return configuration;
  }

  /** Runs a verb to its end. */
  void run(String... verb) throws IOException, InterruptedException {
    int code = exitCode(verb);
    if (code != 0) {
      throw new IOException(
          String.join(" ", verb) + " ended with " + code + ":\n" + Files.readString(log(verb[0])));
    }
  }

  /** Runs a verb to its end, whatever that is. */
  int exitCode(String... verb) throws IOException, InterruptedException {
    return start(verb).waitFor();
  }

  /** What a verb has said so far, over all its runs. */
  String said(String verb) throws IOException {
    return Files.readString(log(verb));
  }

  /** Starts a verb that goes on until this is closed. */
  void background(String... verb) throws IOException {
    background.add(start(verb));
  }

  private Process start(String... verb) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", ROOT.resolve("bin/traffic").toString()));
    command.addAll(List.of(verb));
    return start(command, log(verb[0]));
  }

  private Process start(List<String> command, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment());
    builder.environment().putAll(variables);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private Map<String, String> environment() {
    return Map.of(
        "TRAFFIC_NO_BUILD", "1",
        "TRAFFIC_HOME", cluster.home().toString(),
        "TRAFFIC_CONF", cluster.conf().toString(),
        "TRAFFIC_SPEED_PORT", Integer.toString(speedPort),
        "TRAFFIC_SERVING_PORT", Integer.toString(port),
        "TRAFFIC_SERVING_ADMIN_PORT", "0");
  }

  /**
   * Runs commands in the checkout, ending with the first that fails.
   *
   * @param commands as a page has them, with the ports that services have by default
   * @param before what is said to the shell first
   * @return what they said
   */
  String shell(String commands, String before) throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "shell", ".log");
    String here =
        commands
            .replace("127.0.0.1:8091", "127.0.0.1:" + speedPort)
            .replace("127.0.0.1:8080", "127.0.0.1:" + port);
    String script = "set -euo pipefail\ncd '" + ROOT + "'\n" + before + '\n' + here;
    int code = start(List.of("bash", "-c", script), log).waitFor();
    String said = Files.readString(log);
    if (code != 0) {
      throw new IOException("these ended with " + code + ":\n" + here + "\n\n" + said);
    }
    return said;
  }

  /** Waits until speed and serving layer say that they are ready. */
  void awaitServices() throws IOException, InterruptedException {
    String asked =
        """
        for i in $(seq 300); do
          if curl -fs -o /dev/null http://127.0.0.1:8091/health &&
            curl -fs -o /dev/null http://127.0.0.1:8080/api/health/ready; then exit 0; fi
          sleep 1
        done
        curl -s http://127.0.0.1:8091/health http://127.0.0.1:8080/api/health
        exit 1
        """;
    shell(asked, "");
  }

  private Path log(String verb) {
    return directory.resolve(verb + ".log");
  }

  /** The body of an answer of the serving layer; empty while it does not answer. */
  String get(String path) throws InterruptedException {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(30))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    for (Process process : background) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    cluster.close();
  }
}
