package com.trafficprediction.serving.resource;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.serving.latest.Entry;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.problem.ApiProblem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
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

  private final LatestBoard board;

  public IncidentResource(LatestBoard board) {
    this.board = board;
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
      @QueryParam("freeway") @Nullable String freeway,
      @QueryParam("segment") @Nullable String segment) {
    if (status != null && !status.isEmpty() && !STATUSES.contains(status)) {
      throw ApiProblem.badRequest(
          "unknown-status",
          "status is '" + Parameters.shown(status) + "'",
          "Incidents are open or cleared");
    }
    String version = board.vector() + "-" + status + "-" + freeway + "-" + segment;
    return Answers.snapshot(
        request,
        Integer.toHexString(version.hashCode()) + "-" + board.sequence(),
        () -> body(status, freeway, segment));
  }

  private Body body(@Nullable String status, @Nullable String freeway, @Nullable String segment) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : board.listIncidents()) {
      TrafficIncident incident = entry.incident();
      boolean wanted =
          isOr(status, incident.getStatus().name())
              && isOr(freeway, incident.getFreeway())
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
}
