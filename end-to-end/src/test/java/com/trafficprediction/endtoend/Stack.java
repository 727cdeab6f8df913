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
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A stack of its own, and {@code bin/traffic} with it. */
final class Stack implements AutoCloseable {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final LocalCluster cluster;
  private final Path directory;
  private final int port;
  private final List<Process> background = new ArrayList<>();

  private Stack(LocalCluster cluster, Path directory, int port) {
    this.cluster = cluster;
    this.directory = directory;
    this.port = port;
  }

  static Stack start(Path directory) throws IOException {
    LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HDFS, Service.HBASE, Service.KAFKA)
            .patience(Duration.ofMinutes(6))
            .randomPorts()
            .start();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Stack stack = new Stack(cluster, directory, free.getLocalPort());
      try (TopicAdmin admin = TopicAdmin.open(stack.kafka())) {
        admin.apply(admin.diff());
      }
      return stack;
    }
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
    Process process = start(verb);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          String.join(" ", verb) + " ended with " + code + ":\n" + Files.readString(log(verb[0])));
    }
  }

  /** Starts a verb that goes on until this is closed. */
  void background(String... verb) throws IOException {
    background.add(start(verb));
  }

  private Process start(String... verb) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", ROOT.resolve("bin/traffic").toString()));
    command.addAll(List.of(verb));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRAFFIC_NO_BUILD", "1");
    builder.environment().put("TRAFFIC_HOME", cluster.home().toString());
    builder.environment().put("TRAFFIC_SPEED_PORT", "0");
    builder.environment().put("TRAFFIC_SERVING_PORT", Integer.toString(port));
    builder.environment().put("TRAFFIC_SERVING_ADMIN_PORT", "0");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(verb[0]).toFile()))
        .start();
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
