package com.trafficprediction.serving.resource;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.corridor.Corridors;
import com.trafficprediction.serving.corridor.SpeedCurve;
import com.trafficprediction.serving.corridor.Station;
import com.trafficprediction.serving.corridor.TravelTime;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.problem.Similar;
import com.trafficprediction.storage.records.Absent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** {@code /api/corridors}: the mainline of each freeway and direction, and travel times on it. */
@Path("/corridors")
@Produces(MediaType.APPLICATION_JSON)
public final class CorridorResource {
  /** Under this share of observed length a time says too little about the road. */
  private static final double LEAST_COVERED = 0.5;

  private final LiveRunWatch watch;
  private final LatestBoard board;

  public CorridorResource(LiveRunWatch watch, LatestBoard board) {
    this.watch = watch;
    this.board = board;
  }

  /** The answer to the list. */
  record Listing(String notAvailable, List<Corridor> corridors) {}

  /**
   * A corridor.
   *
   * @param corridor its id, such as {@code I5-N}
   * @param lengthKm sum of the lengths that its stations stand for; null when one is unknown
   * @param segments its stations in the order of travel
   */
  record Corridor(
      String corridor,
      String freeway,
      String direction,
      int stations,
      @Nullable Double lengthKm,
      List<String> segments) {}

  /**
   * Travel times.
   *
   * @param origin end of the newest window behind them; null without a forecast
   * @param totalKm length between the two ends
   * @param state why a time is missing; empty when none is
   * @param now if every speed stayed as it is
   * @param forecast of a car that departs at the origin, by the speeds it will meet
   * @param lowerMinutes forecast at the upper ends of all intervals at once: a bound, not a
   *     quantile
   * @param upperMinutes forecast at the lower ends of all intervals at once
   * @param freeFlowMinutes at free flow over what {@code forecast} covers
   */
  record Times(
      String corridor,
      String from,
      String to,
      @Nullable Long origin,
      double totalKm,
      String state,
      Time now,
      Time forecast,
      @Nullable Double lowerMinutes,
      @Nullable Double upperMinutes,
      @Nullable Double freeFlowMinutes) {}

  /**
   * A time with what it rests on.
   *
   * @param minutes null when less than half of the length is covered
   * @param coveredKm length of the stations with a speed
   * @param coveredShare share of the length, 0 to 1
   * @param gaps stations without a speed: their length is in no time
   */
  record Time(@Nullable Double minutes, double coveredKm, double coveredShare, List<String> gaps) {
    static Time of(TravelTime time) {
      boolean enough = time.coveredShare() >= LEAST_COVERED;
      return new Time(
          enough ? Absent.orNull(time.minutes()) : null,
          time.coveredKm(),
          time.coveredShare(),
          time.gaps());
    }
  }

  @GET
  public Response list(@Context Request request) {
    LiveRun live = watch.get();
    boolean freeways = live.network().network().capabilities().freeways();
    return Answers.snapshot(
        request,
        live.network().hash().substring(0, 16),
        () ->
            new Listing(
                freeways ? "" : "not available: this data set has no freeways",
                Corridors.of(live.network().network()).entrySet().stream()
                    .map(chain -> corridor(chain.getKey(), chain.getValue()))
                    .toList()));
  }

  private static Corridor corridor(String id, List<Segment> segments) {
    ChainPosition position = segments.get(0).chain().orElseThrow();
    double length = segments.stream().mapToDouble(Segment::lengthKm).sum();
    return new Corridor(
        id,
        position.freeway(),
        position.direction().code(),
        segments.size(),
        Absent.orNull(length),
        segments.stream().map(Segment::id).toList());
  }

  /** Travel time from one station of a corridor to another, both included. */
  @GET
  @Path("/{id}/travel-time")
  public Response travelTime(
      @PathParam("id") String id,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    LiveRun live = watch.get();
    List<Segment> chain = Parameters.corridor(live, id);
    return Answers.json(times(live, id, part(chain, from, to)));
  }

  private static List<Segment> part(
      List<Segment> chain, @Nullable String from, @Nullable String to) {
    int first = from == null || from.isEmpty() ? 0 : place(chain, from);
    int last = to == null || to.isEmpty() ? chain.size() - 1 : place(chain, to);
    if (first > last) {
      throw ApiProblem.badRequest(
          "reversed-range",
          "from lies downstream of to",
          "Swap them, or ask for the corridor of the other direction");
    }
    return chain.subList(first, last + 1);
  }

  private static int place(List<Segment> chain, String id) {
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i).id().equals(id)) {
        return i;
      }
    }
    List<String> ids = chain.stream().map(Segment::id).toList();
    throw ApiProblem.badRequest(
        "not-on-corridor",
        "Segment '" + Parameters.shown(id) + "' is not on this corridor",
        "Did you mean " + Similar.list(Parameters.shown(id), ids, 1).get(0) + "?");
  }

  private Times times(LiveRun live, String id, List<Segment> part) {
    if (part.stream().anyMatch(segment -> Double.isNaN(segment.lengthKm()))) {
      throw ApiProblem.notFound(
          "no-lengths",
          "This data set does not say how long the segments are",
          "Travel times need lengths; see not_available of /api/segments");
    }
    List<Station> stations = part.stream().map(segment -> station(live, segment)).toList();
    TravelTime now = TravelTime.instantaneous(stations);
    TravelTime ahead = TravelTime.trajectory(stations, Station::speeds);
    boolean enough = ahead.coveredShare() >= LEAST_COVERED;
    Long origin =
        part.stream()
            .flatMap(segment -> board.find(segment.id(), Horizon.MINUTES_15).stream())
            .map(p -> p.getTimestamp().toEpochMilli())
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new Times(
        id,
        part.get(0).id(),
        part.get(part.size() - 1).id(),
        origin,
        now.totalKm(),
        enough ? "" : "less than half of the length has a forecast",
        Time.of(now),
        Time.of(ahead),
        enough ? minutes(stations, Station::fast) : null,
        enough ? minutes(stations, Station::slow) : null,
        enough ? Absent.orNull(TravelTime.freeFlowMinutes(stations, ahead)) : null);
  }

  private static @Nullable Double minutes(
      List<Station> stations, java.util.function.Function<Station, SpeedCurve> speeds) {
    return Absent.orNull(TravelTime.trajectory(stations, speeds).minutes());
  }

  private Station station(LiveRun live, Segment segment) {
    return new Station(
        segment.id(),
        segment.lengthKm(),
        live.findProfile(segment.id())
            .map(SegmentProfile::statistics)
            .map(statistics -> statistics.freeFlowKmh())
            .orElse(Double.NaN),
        curve(segment.id(), TrafficPrediction::getPredictedSpeed),
        curve(segment.id(), p -> p.getConfidenceInterval().getLower()),
        curve(segment.id(), p -> p.getConfidenceInterval().getUpper()));
  }

  private SpeedCurve curve(String segment, ToDoubleFunction<TrafficPrediction> value) {
    double now =
        board
            .find(segment, Horizon.MINUTES_15)
            .map(TrafficPrediction::getCurrentSpeed)
            .orElse(Double.NaN);
    return new SpeedCurve(
        now,
        forecast(segment, Horizon.MINUTES_15, value),
        forecast(segment, Horizon.MINUTES_30, value),
        forecast(segment, Horizon.MINUTES_60, value));
  }

  private double forecast(
      String segment, Horizon horizon, ToDoubleFunction<TrafficPrediction> value) {
    return board.find(segment, horizon).map(value::applyAsDouble).orElse(Double.NaN);
  }
}
