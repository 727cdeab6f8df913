package com.trafficprediction.serving.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.serving.corridor.CorridorDays;
import com.trafficprediction.serving.corridor.SpeedMap;
import com.trafficprediction.serving.corridor.StationDay;
import com.trafficprediction.serving.json.CsvTable;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.storage.hbase.BatchView;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.planner.PlannerMeasure;
import com.trafficprediction.storage.planner.SummaryRow;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/corridors/{id}/speeds} and {@code /days}: a corridor by place and time on one day,
 * and day by day, from the batch view alone.
 */
@Path("/corridors")
public final class CorridorHistoryResource {
  /** Two months: enough for what is usual, and read in a second. */
  private static final int MAX_DAYS = 62;

  private static final String CSV = "text/csv";

  private final LiveRunWatch watch;

  public CorridorHistoryResource(LiveRunWatch watch) {
    this.watch = watch;
  }

  /** Speeds by place and time. */
  @GET
  @Path("/{id}/speeds")
  @Produces(MediaType.APPLICATION_JSON)
  public Response speeds(
      @Context Request request,
      @PathParam("id") String id,
      @QueryParam("day") @Nullable String day) {
    Asked asked = speedsAsked(id, day);
    return Answers.snapshot(request, asked.version("speeds"), () -> map(asked));
  }

  /** The same, a line per station and column. */
  @GET
  @Path("/{id}/speeds")
  @Produces(CsvTable.PRODUCES)
  public Response speedsCsv(
      @Context Request request,
      @PathParam("id") String id,
      @QueryParam("day") @Nullable String day) {
    Asked asked = speedsAsked(id, day);
    return csv(request, asked.version("speeds-csv"), () -> map(asked).table());
  }

  /** Days and hours, and what is usual on each day of the week. */
  @GET
  @Path("/{id}/days")
  @Produces(MediaType.APPLICATION_JSON)
  public Response days(
      @Context Request request, @PathParam("id") String id, @QueryParam("to") @Nullable String to) {
    Asked asked = daysAsked(id, to);
    return Answers.snapshot(request, asked.version("days"), () -> days(asked));
  }

  /** The same, a line per day and hour. */
  @GET
  @Path("/{id}/days")
  @Produces(CsvTable.PRODUCES)
  public Response daysCsv(
      @Context Request request, @PathParam("id") String id, @QueryParam("to") @Nullable String to) {
    Asked asked = daysAsked(id, to);
    return csv(request, asked.version("days-csv"), () -> days(asked).table());
  }

  private static Response csv(
      Request request, String version, java.util.function.Supplier<List<JsonNode>> rows) {
    return Answers.snapshot(
        request,
        version,
        MediaType.valueOf(CSV + ";charset=utf-8"),
        () -> CsvTable.write(rows.get()));
  }

  /** What a request is about, all of one run. */
  private record Asked(
      LiveRun live, BatchView view, String corridor, List<Segment> stations, LocalDate day) {
    LocalCalendar calendar() {
      return live.network().network().calendar();
    }

    long watermark() {
      return live.watermark().toEpochMilli();
    }

    String version(String kind) {
      return live.version() + '-' + kind + '-' + corridor.replaceAll("\\W", "_") + '-' + day;
    }
  }

  /** Without a day: the last whole one. */
  private Asked speedsAsked(String id, @Nullable String day) {
    LiveRun live = watch.get();
    List<Segment> stations = Parameters.corridor(live, id);
    LocalDate last = dateBefore(live).minusDays(1);
    return new Asked(live, view(live), id, stations, Parameters.day("day", day).orElse(last));
  }

  /** Without a last day: up to the watermark. */
  private Asked daysAsked(String id, @Nullable String to) {
    LiveRun live = watch.get();
    List<Segment> stations = Parameters.corridor(live, id);
    LocalDate last = dateBefore(live.watermark().minusMillis(1), live);
    LocalDate day = Parameters.day("to", to).filter(d -> d.isBefore(last)).orElse(last);
    return new Asked(live, view(live), id, stations, day);
  }

  private BatchView view(LiveRun live) {
    BatchView view =
        live.view()
            .orElseThrow(
                () ->
                    ApiProblem.unavailable(
                        "no-run", "No run was published yet", "Run bin/traffic batch"));
    watch.storage();
    return view;
  }

  private static LocalDate dateBefore(LiveRun live) {
    return dateBefore(live.watermark(), live);
  }

  private static LocalDate dateBefore(Instant instant, LiveRun live) {
    return live.network().network().calendar().date(instant.toEpochMilli());
  }

  private static SpeedMapBody map(Asked asked) {
    Instant from = Instant.ofEpochMilli(SpeedMap.startOf(asked.day(), asked.calendar()));
    Instant to = Instant.ofEpochMilli(SpeedMap.startOf(asked.day().plusDays(1), asked.calendar()));
    List<StationDay> stations = new ArrayList<>();
    try {
      for (Segment station : asked.stations()) {
        stations.add(
            new StationDay(
                station,
                asked.view().listWindows(station.id(), from, to),
                asked.view().listHours(station.id(), from, to),
                asked
                    .live()
                    .findProfile(station.id())
                    .map(profile -> profile.at(profile.fittedThrough()))
                    .orElse(ProfileLookup.UNKNOWN)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SpeedMapBody.of(
        asked.view().run().value(),
        asked.watermark(),
        asked.corridor(),
        asked.day(),
        asked.calendar(),
        SpeedMap.of(asked.day(), asked.calendar(), stations));
  }

  private static CorridorDaysBody days(Asked asked) {
    LocalCalendar calendar = asked.calendar();
    try {
      long first = firstInstant(asked);
      long from = Math.max(first, SpeedMap.startOf(asked.day().minusDays(MAX_DAYS - 1L), calendar));
      long until = Math.min(asked.watermark(), SpeedMap.startOf(asked.day().plusDays(1), calendar));
      List<CorridorDays.Day> days = List.of();
      if (from < until) {
        Map<Segment, List<HourlyAggregate>> hours = new LinkedHashMap<>();
        for (Segment station : asked.stations()) {
          hours.put(
              station,
              asked
                  .view()
                  .listHours(
                      station.id(), Instant.ofEpochMilli(from), Instant.ofEpochMilli(until)));
        }
        days = CorridorDays.of(calendar, from, until, hours);
      }
      return CorridorDaysBody.of(
          asked.view().run().value(),
          asked.watermark(),
          asked.corridor(),
          calendar,
          calendar.date(first),
          days);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the run's data begin, as the planner's summary says. */
  private static long firstInstant(Asked asked) throws IOException {
    for (byte[] json : asked.view().listPlanner(PlannerMeasure.SUMMARY.key()).values()) {
      return StoredJson.read(json, SummaryRow.class, "summary").from().toEpochMilli();
    }
    return asked.watermark();
  }
}
