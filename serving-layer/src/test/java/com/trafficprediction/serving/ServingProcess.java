package com.trafficprediction.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The serving layer in a process of its own, to be killed. */
final class ServingProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final Process process;
  private final int port;

  private ServingProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param conf where the stack's client settings are
   * @param instance name in the group
   * @param token what writes bear
   */
  static ServingProcess start(Path conf, String instance, String token, Path log)
      throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("--add-opens", "java.base/java.nio=ALL-UNNAMED"));
    command.add("-Ddw.pointer_poll_seconds=1");
    command.add("-Ddw.forecast.grace_seconds=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ServingApplication.class.getName());
    command.addAll(List.of("server", Path.of("..", "config", "serving.yaml").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRAFFIC_CONF", conf.toString());
    builder.environment().put("TRAFFIC_SERVING_INSTANCE", instance);
    builder.environment().put("TRAFFIC_SERVING_PORT", Integer.toString(port));
    builder.environment().put("TRAFFIC_SERVING_ADMIN_PORT", "0");
    builder.environment().put("TRAFFIC_WRITE_TOKEN", token);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new ServingProcess(builder.start(), port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where it listens. */
  String base() {
    return "http://127.0.0.1:" + port;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(base() + path)).timeout(Duration.ofSeconds(60)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, String token)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(base() + path))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  /** A part of the health report; missing while it does not answer at all. */
  JsonNode health(String part) throws InterruptedException {
    try {
      return json("/api/health").path("components").path(part);
    } catch (IOException e) {
      return JSON.createObjectNode().path("missing");
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
