package com.trafficprediction.serving.resource;

import com.trafficprediction.core.window.Windows;
import com.trafficprediction.serving.accuracy.LiveAccuracy;
import com.trafficprediction.serving.accuracy.Score;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/accuracy}: forecasts joined to what happened in the last day of event time. */
@Path("/accuracy")
@Produces(MediaType.APPLICATION_JSON)
public final class AccuracyResource {
  private final LiveAccuracy accuracy;

  public AccuracyResource(LiveAccuracy accuracy) {
    this.accuracy = accuracy;
  }

  /**
   * The answer.
   *
   * @param until end of the newest window observed; null before the first
   * @param hours how far back scores reach
   * @param state why there is nothing yet; empty when there is
   * @param scores per model and horizon
   */
  record Body(@Nullable Long until, int hours, String state, List<Score> scores) {}

  @GET
  public Response get() {
    List<Score> scores = accuracy.scores();
    long newest = accuracy.newest();
    return Answers.json(
        new Body(
            newest == Long.MIN_VALUE ? null : (Long) (newest + Windows.MILLIS),
            24,
            scores.isEmpty() ? "no forecast's target was observed yet" : "",
            scores));
  }
}
