package com.trafficprediction.speed.monitoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.trafficprediction.speed.configuration.SpeedConfiguration.Monitoring;
import com.trafficprediction.speed.running.StageHealth;
import com.trafficprediction.speed.running.StageRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** {@code /metrics} and {@code /health}; any other path says the right ones. Thread-safe. */
public final class MonitoringServer implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final SpeedMetrics metrics;
  private final List<StageRunner> stages;

  private MonitoringServer(HttpServer server, SpeedMetrics metrics, List<StageRunner> stages) {
    this.server = server;
    this.metrics = metrics;
    this.stages = stages;
  }

  /**
   * Listens.
   *
   * @throws BindException when the port is taken, or the host is not this machine; the message says
   *     which, and what to do
   */
  public static MonitoringServer start(
      Monitoring address, SpeedMetrics metrics, List<StageRunner> stages) throws IOException {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
    } catch (BindException e) {
      BindException explained =
          new BindException(
              "cannot listen on %s:%d for /health and /metrics: %s. Is another speed layer running? Choose a free port with --port, TRAFFIC_SPEED_PORT or monitoring.port; 0 for none"
                  .formatted(address.host(), address.port(), e.getMessage()));
      explained.initCause(e);
      throw explained;
    }
    MonitoringServer started = new MonitoringServer(http, metrics, stages);
    http.createContext("/", started::route);
    http.start();
    return started;
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** A context of its own would take every path that begins like it, too. */
  private void route(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/metrics" -> metrics(exchange);
      case "/health" -> health(exchange);
      default -> elsewhere(exchange);
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    stages.forEach(stage -> metrics.running(stage.name(), stage.health().healthy()));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    metrics.writeTo(body);
    answer(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", body.toByteArray());
  }

  /** 200 when every stage works, else 503; the reasons are in the body. */
  private void health(HttpExchange exchange) throws IOException {
    ObjectNode body = MAPPER.createObjectNode();
    boolean healthy = stages.stream().allMatch(stage -> stage.health().healthy());
    body.put("healthy", healthy);
    ObjectNode all = body.putObject("stages");
    for (StageRunner stage : stages) {
      StageHealth health = stage.health();
      ObjectNode one = all.putObject(stage.name());
      one.put("state", health.state().name().toLowerCase(Locale.ROOT));
      one.put("since", health.since().toString());
      one.put("failures", health.failures());
      if (!health.reason().isEmpty()) {
        one.put("reason", health.reason());
      }
    }
    answer(
        exchange, healthy ? OK : UNAVAILABLE, "application/json", MAPPER.writeValueAsBytes(body));
  }

  private void elsewhere(HttpExchange exchange) throws IOException {
    byte[] text = "not here; try /health or /metrics\n".getBytes(StandardCharsets.UTF_8);
    answer(exchange, NOT_FOUND, "text/plain; charset=utf-8", text);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
