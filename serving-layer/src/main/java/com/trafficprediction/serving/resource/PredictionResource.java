package com.trafficprediction.serving.resource;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.network.Bounds;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.forecast.ForecastState;
import com.trafficprediction.serving.latest.Entry;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.NetworkStats;
import com.trafficprediction.serving.latest.RoadClock;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/predictions}: the latest forecast of every segment. */
@Path("/predictions")
@Produces(MediaType.APPLICATION_JSON)
public final class PredictionResource {
  private final LiveRunWatch watch;
  private final LatestBoard board;
  private final Supplier<ForecastState> state;
  private final Supplier<RoadClock> road;
  private final Intake intake;

  /**
   * @param state how forecasting stands: says why there is nothing
   * @param road how the road's time runs
   */
  public PredictionResource(
      LiveRunWatch watch,
      LatestBoard board,
      Supplier<ForecastState> state,
      Supplier<RoadClock> road,
      Intake intake) {
    this.watch = watch;
    this.board = board;
    this.state = state;
    this.road = road;
    this.intake = intake;
  }

  /**
   * The answer.
   *
   * @param state how forecasting stands
   * @param stats the matching forecasts in a few numbers
   * @param predictions by segment and horizon
   */
  record Body(
      ForecastState state, NetworkStats stats, List<IncidentResource.RawJson> predictions) {}

  @GET
  public Response list(
      @Context Request request,
      @QueryParam("segment") @Nullable String segment,
      @QueryParam("freeway") @Nullable String freeway,
      @QueryParam("category") @Nullable String category,
      @QueryParam("horizon") @Nullable String horizon,
      @QueryParam("bbox") @Nullable String bbox,
      @QueryParam("model") @Nullable String model) {
    LiveRun live = watch.get();
    Optional<Horizon> ahead = Parameters.horizon(horizon);
    Optional<TrafficCategory> kind = Parameters.category(category);
    Optional<Bounds> box = Parameters.bbox(bbox);
    Optional<String> id =
        segment == null || segment.isEmpty()
            ? Optional.empty()
            : Optional.of(Parameters.segment(live, segment).id());
    String query =
        String.join(
            "|",
            String.valueOf(id),
            String.valueOf(freeway),
            String.valueOf(kind),
            String.valueOf(ahead),
            String.valueOf(bbox),
            String.valueOf(model));
    Now now = new Now(state.get(), road.get());
    return Answers.snapshot(
        request,
        version(live, query, now),
        () ->
            body(
                now,
                model,
                p ->
                    id.map(p.getSegmentId()::equals).orElse(true)
                        && ahead
                            .map(h -> h.minutes() == p.getPredictionHorizonMinutes())
                            .orElse(true)
                        && kind.map(k -> k.key().equals(p.getCategory().name())).orElse(true)
                        && live.network()
                            .network()
                            .find(p.getSegmentId())
                            .filter(s -> SegmentResource.matches(s, freeway, box))
                            .isPresent()));
  }

  /** Forecasts of an external model, into {@code traffic-predictions}. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response post(
      @HeaderParam("Authorization") @Nullable String authorization, InputStream body)
      throws IOException {
    return intake.predictions(authorization, body);
  }

  /** The forecasts of one segment, one per horizon. */
  @GET
  @Path("/{segment}")
  public Response get(
      @Context Request request,
      @PathParam("segment") String id,
      @QueryParam("model") @Nullable String model) {
    LiveRun live = watch.get();
    Segment segment = Parameters.segment(live, id);
    Now now = new Now(state.get(), road.get());
    return Answers.snapshot(
        request,
        version(live, segment.id() + "|" + model, now),
        () -> answer(now, board.listPredictions(segment.id(), model == null ? "" : model)));
  }

  /** What an answer tells beside the forecasts, as it is when asked. */
  record Now(ForecastState state, RoadClock road) {}

  private String version(LiveRun live, String query, Now now) {
    return board.sequence()
        + "-"
        + version(String.join("|", board.vector().toString(), live.network().hash(), query), now);
  }

  /** Changes with every part of the answer that is not a forecast. */
  static String version(String source, Now now) {
    return Integer.toHexString((source + "|" + now).hashCode());
  }

  private Body body(
      Now now, @Nullable String model, java.util.function.Predicate<TrafficPrediction> wanted) {
    List<Entry> entries =
        board.listPredictions(model == null ? "" : model).stream()
            .filter(entry -> wanted.test(entry.prediction()))
            .sorted(
                Comparator.comparing((Entry e) -> e.prediction().getSegmentId())
                    .thenComparing(e -> e.prediction().getPredictionHorizonMinutes()))
            .toList();
    return answer(now, entries);
  }

  private static Body answer(Now now, List<Entry> entries) {
    return new Body(
        now.state(),
        NetworkStats.of(entries.stream().map(Entry::prediction).toList(), now.road()),
        entries.stream().map(IncidentResource.RawJson::of).toList());
  }
}
