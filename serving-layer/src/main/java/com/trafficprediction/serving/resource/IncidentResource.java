package com.trafficprediction.serving.resource;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.serving.json.ApiJson;
import com.trafficprediction.serving.latest.Entry;
import com.trafficprediction.serving.latest.IncidentJson;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.publishing.KafkaOutlet;
import com.trafficprediction.serving.security.BearerToken;
import com.trafficprediction.storage.hbase.Incidents;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/incidents}: the latest revision of each, most recently changed first. */
@Path("/incidents")
@Produces(MediaType.APPLICATION_JSON)
public final class IncidentResource {
  private static final Set<String> STATUSES = Set.of("open", "cleared");

  private static final Set<String> SOURCES = Set.of("detector", "agency");
  private static final int MAX_BODY_BYTES = 4_096;
  private static final int MAX_NAME = 100;
  private static final String NOBODY = "operator";

  private final LatestBoard board;
  private final LiveRunWatch watch;
  private final KafkaOutlet outlet;
  private final BearerToken token;
  private final Clock clock;

  /**
   * @param token what an acknowledgement must bear
   */
  public IncidentResource(
      LatestBoard board, LiveRunWatch watch, KafkaOutlet outlet, BearerToken token, Clock clock) {
    this.board = board;
    this.watch = watch;
    this.outlet = outlet;
    this.token = token;
    this.clock = clock;
  }

  /** The answer. */
  record Body(int total, List<RawJson> incidents) {}

  /** JSON that was written before. */
  record RawJson(@JsonRawValue @com.fasterxml.jackson.annotation.JsonValue String json) {
    static RawJson of(Entry entry) {
      return new RawJson(entry.json());
    }
  }

  @GET
  public Response list(
      @Context Request request,
      @QueryParam("status") @Nullable String status,
      @QueryParam("source") @Nullable String source,
      @QueryParam("freeway") @Nullable String freeway,
      @QueryParam("segment") @Nullable String segment) {
    if (source != null && !source.isEmpty() && !SOURCES.contains(source)) {
      throw ApiProblem.badRequest(
          "unknown-source",
          "source is '" + Parameters.shown(source) + "'",
          "Incidents come from detector or agency");
    }
    if (status != null && !status.isEmpty() && !STATUSES.contains(status)) {
      throw ApiProblem.badRequest(
          "unknown-status",
          "status is '" + Parameters.shown(status) + "'",
          "Incidents are open or cleared");
    }
    String version = board.vector() + "-" + status + "-" + source + "-" + freeway + "-" + segment;
    return Answers.snapshot(
        request,
        Integer.toHexString(version.hashCode()) + "-" + board.sequence(),
        () -> body(status, source, freeway, segment));
  }

  private Body body(
      @Nullable String status,
      @Nullable String source,
      @Nullable String freeway,
      @Nullable String segment) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : board.listIncidents()) {
      TrafficIncident incident = entry.incident();
      boolean wanted =
          isOr(status, incident.getStatus().name())
              && isOr(source, incident.getSource().name())
              && isOn(freeway, incident.getFreeway())
              && (segment == null
                  || segment.isEmpty()
                  || incident.getSegments().contains(segment)
                  || incident.getSegmentId().equals(segment));
      if (wanted) {
        entries.add(entry);
      }
    }
    Collections.reverse(entries);
    return new Body(entries.size(), entries.stream().map(RawJson::of).toList());
  }

  private static boolean isOr(@Nullable String wanted, @Nullable String value) {
    return wanted == null || wanted.isEmpty() || wanted.equals(value);
  }

  private static boolean isOn(@Nullable String wanted, @Nullable String freeway) {
    return wanted == null
        || wanted.isEmpty()
        || (freeway != null && Parameters.names(wanted, freeway));
  }

  /** An operator has seen it. The first one to say so stays; saying it again changes nothing. */
  @POST
  @Path("/{id}/acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response acknowledge(
      @HeaderParam("Authorization") @Nullable String authorization,
      @PathParam("id") String id,
      InputStream body)
      throws IOException {
    byte[] bytes = Bodies.read(body, MAX_BODY_BYTES, "none at all: a name is enough");
    token.requireForWriting(authorization);
    Incidents.Written written =
        watch
            .storage()
            .incidents()
            .acknowledge(id, operator(bytes), Instant.ofEpochMilli(clock.millis()))
            .orElseThrow(
                () ->
                    ApiProblem.notFound(
                        "no-incident",
                        "There is no incident " + Parameters.shown(id),
                        "See GET /api/incidents for those there are"));
    try {
      outlet.send(written.incident());
    } catch (MessagingException e) {
      throw ApiProblem.unavailable(
          "kafka-down",
          "It is recorded, but Kafka does not take it: " + e.getMessage(),
          "Acknowledge it again later, so that others see it");
    }
    return Response.ok(IncidentJson.write(written.incident()), MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .build();
  }

  /** Who acknowledges: {@code by} of the body, if there is one. */
  private static String operator(byte[] body) throws IOException {
    if (body.length == 0) {
      return NOBODY;
    }
    JsonNode by = ApiJson.read(body).path("by");
    if (by.isMissingNode()) {
      return NOBODY;
    }
    if (!by.isTextual() || by.asText().isBlank() || by.asText().length() > MAX_NAME) {
      throw ApiProblem.badRequest(
          "no-name",
          "by is no name",
          "Send {\"by\": \"NAME\"} with 1 to 100 characters, or no body");
    }
    return by.asText();
  }
}
