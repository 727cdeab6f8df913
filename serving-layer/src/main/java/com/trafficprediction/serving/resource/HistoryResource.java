package com.trafficprediction.serving.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.serving.forecast.SpeedView;
import com.trafficprediction.serving.json.ApiJson;
import com.trafficprediction.serving.json.CsvTable;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.merge.MergedWindow;
import com.trafficprediction.serving.merge.SpeedWindow;
import com.trafficprediction.serving.merge.ViewMerger;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.records.Absent;
import com.trafficprediction.storage.serving.ServingStorage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/segments/{id}/history}: what happened on a segment, from both views. */
@Path("/segments/{id}/history")
public final class HistoryResource {
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Duration USUAL = Duration.ofDays(1);
  private static final int MAX_WINDOWS = 9_000;
  private static final String CSV = "text/csv;charset=utf-8";

  private final LiveRunWatch watch;
  private final SpeedView speed;

  public HistoryResource(LiveRunWatch watch, SpeedView speed) {
    this.watch = watch;
    this.speed = speed;
  }

  /**
   * The answer.
   *
   * @param from first instant asked for
   * @param to first instant after
   * @param run run of the batch view; null before the first
   * @param watermark windows that ended by then are the batch view's; null without a run
   * @param next ask again from here for the rest; null when this is all
   * @param windows oldest first; one that nobody observed is left out
   */
  record Body(
      String segmentId,
      long from,
      long to,
      String zone,
      @Nullable String run,
      @Nullable Long watermark,
      @Nullable Long next,
      List<Row> windows) {}

  /**
   * A window.
   *
   * @param start first instant, epoch milliseconds
   * @param speedKmh mean observed speed
   * @param volumeVph observed flow, vehicles per hour
   * @param occupancyPercent mean observed occupancy
   * @param observedReadings readings that were measured
   * @param imputedReadings readings that the source made up; in none of the numbers here
   * @param source {@code batch} or {@code speed}: which view
   * @param open true while readings of it may still come
   */
  record Row(
      long start,
      @Nullable Double speedKmh,
      @Nullable Double minSpeedKmh,
      @Nullable Double maxSpeedKmh,
      @Nullable Double stdSpeedKmh,
      @Nullable Double volumeVph,
      @Nullable Double occupancyPercent,
      int observedReadings,
      int imputedReadings,
      String source,
      boolean open) {

    static Row of(MergedWindow merged) {
      WindowSums sums = merged.window().sums();
      return new Row(
          merged.window().startMillis(),
          Absent.orNull(sums.speedKmh()),
          Absent.orNull(sums.minSpeedKmh()),
          Absent.orNull(sums.maxSpeedKmh()),
          Absent.orNull(sums.stdSpeedKmh()),
          Absent.orNull(sums.volumeVph()),
          Absent.orNull(sums.occupancyPercent()),
          sums.observedReadings(),
          sums.imputedReadings(),
          merged.source().key(),
          merged.open());
    }
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response json(
      @PathParam("id") String id,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("limit") @Nullable String limit)
      throws IOException {
    return Answers.json(body(id, from, to, limit));
  }

  @GET
  @Produces(CsvTable.PRODUCES)
  public Response csv(
      @PathParam("id") String id,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("limit") @Nullable String limit)
      throws IOException {
    List<JsonNode> rows = body(id, from, to, limit).windows().stream().map(ApiJson::tree).toList();
    return Response.ok(CsvTable.write(rows), CSV).header("Cache-Control", "no-store").build();
  }

  private Body body(
      String id, @Nullable String fromText, @Nullable String toText, @Nullable String limitText)
      throws IOException {
    LiveRun live = watch.get();
    Segment segment = Parameters.segment(live, id);
    int limit = Parameters.integer("limit", limitText, MAX_WINDOWS, 1, MAX_WINDOWS);
    Optional<Long> watermark = live.pointer().map(p -> p.watermark().toEpochMilli());
    long newest = Math.max(speed.newestEnd(segment.id()), watermark.orElse(Long.MIN_VALUE));
    Instant to =
        Parameters.instant("to", toText)
            .orElse(Instant.ofEpochMilli(newest == Long.MIN_VALUE ? 0 : newest));
    Instant from = Parameters.instant("from", fromText).orElse(to.minus(USUAL));
    requireRange(from, to);
    List<MergedWindow> all = merged(live, segment.id(), from, to, watermark);
    List<MergedWindow> shown = all.subList(0, Math.min(limit, all.size()));
    return new Body(
        segment.id(),
        from.toEpochMilli(),
        to.toEpochMilli(),
        live.network().network().zone().getId(),
        live.pointer().map(LivePointer::run).orElse(null),
        watermark.orElse(null),
        shown.size() == all.size() ? null : (Long) all.get(limit).window().startMillis(),
        shown.stream().map(Row::of).toList());
  }

  private static void requireRange(Instant from, Instant to) {
    if (from.isAfter(to)) {
      throw ApiProblem.badRequest(
          "reversed-range", "from (" + from + ") is after to (" + to + ")", "Swap them");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw ApiProblem.badRequest(
          "huge-range",
          "from and to are more than " + LONGEST.toDays() + " days apart",
          "Ask for at most " + LONGEST.toDays() + " days at a time");
    }
  }

  private List<MergedWindow> merged(
      LiveRun live, String segment, Instant from, Instant to, Optional<Long> watermark)
      throws IOException {
    List<TrafficWindow> batch = List.of();
    if (live.view().isPresent()) {
      watch.storage();
      batch = live.view().get().listWindows(segment, from, to);
    }
    // What the stream has brought a moment ago, and what HBase has kept; revisions tell them apart.
    List<SpeedWindow> fresh = new ArrayList<>(speed.list(segment));
    fresh.removeIf(
        w ->
            w.window().startMillis() < from.toEpochMilli()
                || w.window().startMillis() >= to.toEpochMilli());
    Instant after = watermark.map(Instant::ofEpochMilli).filter(from::isBefore).orElse(from);
    Optional<ServingStorage> storage = watch.findStorage();
    if (storage.isPresent() && after.isBefore(to)) {
      Instant cut = Instant.ofEpochMilli(Windows.startOf(after.toEpochMilli()));
      storage.get().listRecentWindows(segment, cut.isBefore(from) ? from : cut, to).stream()
          .map(SpeedWindow::of)
          .forEach(fresh::add);
    }
    return ViewMerger.merge(batch, fresh, watermark.orElse(Long.MIN_VALUE));
  }
}
