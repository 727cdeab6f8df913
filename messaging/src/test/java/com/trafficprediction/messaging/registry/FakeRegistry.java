package com.trafficprediction.messaging.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A registry in this process: it takes every schema, unless it was told to answer otherwise. */
public final class FakeRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(\\d+)");

  private final HttpServer server;
  private final List<String> schemas = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
  private final AtomicReference<@Nullable String> authorization = new AtomicReference<>();

  record Refusal(int status, String body) {}

  public FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on every question has this answer; null for the usual ones. */
  void refuse(@Nullable Refusal other) {
    refusal.set(other);
  }

  List<String> asked() {
    synchronized (schemas) {
      return List.copyOf(asked);
    }
  }

  List<String> schemas() {
    synchronized (schemas) {
      return List.copyOf(schemas);
    }
  }

  @Nullable String authorization() {
    return authorization.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
    Refusal other = refusal.get();
    if (other != null) {
      send(exchange, other.status(), other.body());
      return;
    }
    synchronized (schemas) {
      asked.add(exchange.getRequestMethod() + " " + path);
      Matcher byId = BY_ID.matcher(path);
      if (byId.matches()) {
        int id = Integer.parseInt(byId.group(1));
        if (id > schemas.size()) {
          send(exchange, 404, "{\"error_code\":40403,\"message\":\"not found\"}");
          return;
        }
        send(exchange, 200, JSON.createObjectNode().put("schema", schemas.get(id - 1)).toString());
        return;
      }
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      String schema = body.path("schema").asText();
      if (!schemas.contains(schema)) {
        schemas.add(schema);
      }
      send(exchange, 200, "{\"id\":" + (schemas.indexOf(schema) + 1) + "}");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
