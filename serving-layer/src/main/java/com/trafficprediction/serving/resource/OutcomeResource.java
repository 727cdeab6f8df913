package com.trafficprediction.serving.resource;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.serving.accuracy.LiveAccuracy;
import com.trafficprediction.serving.accuracy.Outcome;
import com.trafficprediction.serving.accuracy.Score;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.storage.records.Absent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/segments/{id}/outcomes}: the last day's forecasts of a segment, and what came. */
@Path("/segments/{id}/outcomes")
@Produces(MediaType.APPLICATION_JSON)
public final class OutcomeResource {
  private final LiveRunWatch watch;
  private final LiveAccuracy accuracy;

  public OutcomeResource(LiveRunWatch watch, LiveAccuracy accuracy) {
    this.watch = watch;
    this.accuracy = accuracy;
  }

  /**
   * The answer.
   *
   * @param until end of the newest window observed anywhere; null before the first
   * @param hours how far back it reaches
   * @param scores of this segment, per model and horizon
   */
  record Body(
      String segmentId, @Nullable Long until, int hours, List<Score> scores, List<Made> outcomes) {}

  /** A forecast beside what was observed; null while or where nothing was. */
  record Made(
      int predictionHorizonMinutes,
      long timestamp,
      long predictionTimestamp,
      double predictedSpeed,
      Bounds confidenceInterval,
      @Nullable Double observedSpeed,
      String modelVersion) {
    static Made of(Outcome outcome) {
      return new Made(
          outcome.horizonMinutes(),
          outcome.originMillis(),
          outcome.targetStartMillis() + Windows.MILLIS,
          outcome.predictedKmh(),
          new Bounds(outcome.interval().lowerKmh(), outcome.interval().upperKmh()),
          Absent.orNull(outcome.observedKmh()),
          outcome.modelVersion());
    }
  }

  /** An interval, km/h. */
  record Bounds(double lower, double upper) {}

  @GET
  public Response get(@PathParam("id") String id, @QueryParam("horizon") @Nullable String horizon) {
    String segment = Parameters.segment(watch.get(), id).id();
    Optional<Horizon> ahead = Parameters.horizon(horizon);
    long newest = accuracy.newest();
    return Answers.json(
        new Body(
            segment,
            newest == Long.MIN_VALUE ? null : (Long) (newest + Windows.MILLIS),
            24,
            accuracy.scores(segment),
            accuracy.listOutcomes(segment).stream()
                .filter(one -> ahead.map(h -> h.minutes() == one.horizonMinutes()).orElse(true))
                .map(Made::of)
                .toList()));
  }
}
