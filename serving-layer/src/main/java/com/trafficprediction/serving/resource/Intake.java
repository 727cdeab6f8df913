package com.trafficprediction.serving.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.serving.ingest.EventIngest;
import com.trafficprediction.serving.ingest.ExternalPredictions;
import com.trafficprediction.serving.json.ApiJson;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.publishing.KafkaOutlet;
import com.trafficprediction.serving.security.BearerToken;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is posted, one JSON object or a list: token, size and form are checked before the items. */
public final class Intake {
  private static final int MAX_ITEMS = 10_000;

  private static final int ACCEPTED = 202;
  private static final int UNPROCESSABLE = 422;

  private final LiveRunWatch watch;
  private final EventIngest events;
  private final KafkaOutlet predictions;
  private final BearerToken token;
  private final int maxBytes;
  private final Clock clock;

  public Intake(
      LiveRunWatch watch,
      EventIngest events,
      KafkaOutlet predictions,
      BearerToken token,
      int maxBytes,
      Clock clock) {
    this.watch = watch;
    this.events = events;
    this.predictions = predictions;
    this.token = token;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /** Readings, into {@code traffic-raw}. */
  Response events(@Nullable String authorization, @Nullable String referenceClock, InputStream body)
      throws IOException {
    byte[] bytes = Bodies.read(body, maxBytes, "raise access.max_body_bytes");
    token.requireForWriting(authorization);
    OptionalLong reference =
        Parameters.instant("Reference-Clock", referenceClock)
            .map(time -> OptionalLong.of(time.toEpochMilli()))
            .orElse(OptionalLong.empty());
    List<JsonNode> items = items(bytes);
    Network network = watch.get().network().network();
    try {
      return answer(events.take(items, network, reference));
    } catch (MessagingException e) {
      throw kafkaDown(e);
    }
  }

  /** Forecasts of an external model, into {@code traffic-predictions}. */
  Response predictions(@Nullable String authorization, InputStream body) throws IOException {
    byte[] bytes = Bodies.read(body, maxBytes, "raise access.max_body_bytes");
    token.requireForWriting(authorization);
    List<JsonNode> items = items(bytes);
    ExternalPredictions judged =
        new ExternalPredictions(
            watch.get().network().network(), Instant.ofEpochMilli(clock.millis()));
    for (int i = 0; i < items.size(); i++) {
      judged.add(i, items.get(i));
    }
    try {
      predictions.send(judged.accepted());
    } catch (MessagingException e) {
      throw kafkaDown(e);
    }
    return answer(judged.outcome());
  }

  private static Response answer(EventIngest.Outcome outcome) {
    int status = outcome.accepted() == 0 && outcome.rejected() > 0 ? UNPROCESSABLE : ACCEPTED;
    return Response.status(status)
        .entity(ApiJson.write(outcome))
        .header("Cache-Control", "no-store")
        .build();
  }

  private static ApiProblem kafkaDown(MessagingException e) {
    return ApiProblem.unavailable(
        "kafka-down",
        "Kafka does not take it: " + e.getMessage(),
        "Send all of it again later: what was taken already is recognised by its event_id");
  }

  private static List<JsonNode> items(byte[] bytes) throws IOException {
    JsonNode json = ApiJson.read(bytes);
    List<JsonNode> items = new ArrayList<>();
    if (json.isObject()) {
      items.add(json);
    } else if (json.isArray()) {
      json.forEach(items::add);
    }
    boolean objects = items.stream().allMatch(JsonNode::isObject);
    if (items.isEmpty() || items.size() > MAX_ITEMS || !objects) {
      throw ApiProblem.badRequest(
          "not-items",
          "The body is not one JSON object, nor a list of 1 to " + MAX_ITEMS + " of them",
          "See /openapi.json for the fields");
    }
    return items;
  }
}
