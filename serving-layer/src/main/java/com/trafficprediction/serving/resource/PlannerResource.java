package com.trafficprediction.serving.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.serving.json.ApiJson;
import com.trafficprediction.serving.json.CsvTable;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.problem.Similar;
import com.trafficprediction.storage.hbase.BatchView;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.planner.BottleneckRow;
import com.trafficprediction.storage.planner.PlannerMeasure;
import com.trafficprediction.storage.planner.PlannerRow;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/planner}: the planner tables of the live run. Any column can be filtered by its value
 * ({@code ?corridor=I5-N&shift=am}); {@code limit} bounds the rows.
 */
@Path("/planner")
public final class PlannerResource {
  private static final String CSV = "text/csv";
  private static final String LIMIT = "limit";
  private static final int MAX_ROWS = 100_000;

  private final LiveRunWatch watch;

  public PlannerResource(LiveRunWatch watch) {
    this.watch = watch;
  }

  /**
   * The answer.
   *
   * @param run the run the table is of
   * @param watermark the table knows nothing from this instant on
   * @param summary what the tables cover, and what they cannot say; null in a run without one
   * @param measure name of the table
   * @param total rows that match, before the limit
   * @param rows the rows; bottlenecks ranked by delay, or where there is no volume by queue
   */
  record Body(
      String run,
      long watermark,
      @Nullable JsonNode summary,
      String measure,
      int total,
      List<JsonNode> rows) {}

  @GET
  @Path("/{measure}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response json(
      @Context Request request, @Context UriInfo uri, @PathParam("measure") String name) {
    LiveRun live = watch.get();
    PlannerMeasure measure = measure(name);
    Selection selection = Selection.of(uri.getQueryParameters());
    return Answers.snapshot(request, version(live, uri), () -> body(live, measure, selection));
  }

  @GET
  @Path("/{measure}")
  @Produces(CsvTable.PRODUCES)
  public Response csv(
      @Context Request request, @Context UriInfo uri, @PathParam("measure") String name) {
    LiveRun live = watch.get();
    PlannerMeasure measure = measure(name);
    Selection selection = Selection.of(uri.getQueryParameters());
    return Answers.snapshot(
        request,
        version(live, uri) + "-csv",
        MediaType.valueOf(CSV + ";charset=utf-8"),
        () -> CsvTable.write(body(live, measure, selection).rows()));
  }

  private static String version(LiveRun live, UriInfo uri) {
    return live.version()
        + "-"
        + Integer.toHexString(
            uri.getRequestUri().getQuery() == null ? 0 : uri.getRequestUri().getQuery().hashCode());
  }

  private Body body(LiveRun live, PlannerMeasure measure, Selection selection) {
    BatchView view =
        live.view()
            .orElseThrow(
                () ->
                    ApiProblem.unavailable(
                        "no-run", "No run was published yet", "Run bin/traffic batch"));
    watch.storage();
    try {
      List<JsonNode> rows = new ArrayList<>();
      for (PlannerRow row : sorted(read(view, measure))) {
        rows.add(ApiJson.tree(row));
      }
      selection.requireKnown(rows);
      List<JsonNode> matching = rows.stream().filter(selection::matches).toList();
      List<PlannerRow> summary = read(view, PlannerMeasure.SUMMARY);
      return new Body(
          view.run().value(),
          live.watermark().toEpochMilli(),
          summary.isEmpty() ? null : ApiJson.tree(summary.get(0)),
          measure.key(),
          matching.size(),
          matching.stream().limit(selection.limit()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PlannerRow> read(BatchView view, PlannerMeasure measure) throws IOException {
    List<PlannerRow> rows = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : view.listPlanner(measure.key()).entrySet()) {
      rows.add(
          StoredJson.read(
              entry.getValue(), measure.rowType(), measure.key() + "/" + entry.getKey()));
    }
    return rows;
  }

  /** Worst bottlenecks first; every other table is sorted by what names its rows. */
  private static List<PlannerRow> sorted(List<PlannerRow> rows) {
    if (rows.isEmpty() || !(rows.get(0) instanceof BottleneckRow)) {
      return rows;
    }
    return rows.stream()
        .sorted(
            Comparator.comparingDouble((PlannerRow row) -> -weight((BottleneckRow) row))
                .thenComparing(PlannerRow::entry))
        .toList();
  }

  private static double weight(BottleneckRow row) {
    Double delay = row.totalDelayVehicleHours();
    return delay == null ? row.totalQueueKmHours() : delay;
  }

  private static PlannerMeasure measure(String name) {
    for (PlannerMeasure measure : PlannerMeasure.values()) {
      if (measure.key().equals(name)) {
        return measure;
      }
    }
    List<String> names = Arrays.stream(PlannerMeasure.values()).map(PlannerMeasure::key).toList();
    throw ApiProblem.notFound(
        "unknown-measure",
        "There is no planner table '" + Parameters.shown(name) + "'",
        "Did you mean "
            + Similar.list(Parameters.shown(name), names, 1).get(0)
            + "? The tables are "
            + String.join(", ", names));
  }

  /** Which rows are wanted. */
  private record Selection(Map<String, String> values, int limit) {
    static Selection of(MultivaluedMap<String, String> query) {
      Map<String, String> values = new TreeMap<>();
      query.forEach((name, all) -> values.put(name, all.isEmpty() ? "" : all.get(0)));
      int limit = Parameters.integer(LIMIT, values.remove(LIMIT), MAX_ROWS, 1, MAX_ROWS);
      return new Selection(values, limit);
    }

    void requireKnown(List<JsonNode> rows) {
      for (String name : values.keySet()) {
        if (!rows.isEmpty() && !rows.get(0).has(name)) {
          List<String> columns = new ArrayList<>();
          rows.get(0).fieldNames().forEachRemaining(columns::add);
          throw ApiProblem.badRequest(
              "unknown-column",
              "This table has no column '" + Parameters.shown(name) + "'",
              "Filter by one of " + String.join(", ", columns) + ", or limit");
        }
      }
    }

    boolean matches(JsonNode row) {
      return values.entrySet().stream()
          .allMatch(wanted -> row.path(wanted.getKey()).asText().equals(wanted.getValue()));
    }
  }
}
