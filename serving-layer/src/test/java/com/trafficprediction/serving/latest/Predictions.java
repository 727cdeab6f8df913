package com.trafficprediction.serving.latest;

import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.schemas.ConfidenceInterval;
import com.trafficprediction.schemas.TrafficCategory;
import com.trafficprediction.schemas.TrafficPrediction;
import java.time.Instant;
import java.util.List;

/** Forecasts for tests. */
public final class Predictions {
  private Predictions() {}

  /** A forecast of our model. */
  public static TrafficPrediction of(String segment, int horizon, long origin, long revision) {
    return of(segment, horizon, origin, revision, 90, "run-1/tree");
  }

  /** A forecast of a model. */
  public static TrafficPrediction of(
      String segment, int horizon, long origin, long revision, double speed, String model) {
    return TrafficPrediction.newBuilder()
        .setPredictionId(segment + origin + horizon + revision)
        .setSegmentId(segment)
        .setTimestamp(Instant.ofEpochMilli(origin))
        .setPredictionTimestamp(Instant.ofEpochMilli(origin + horizon * 60_000L))
        .setCurrentSpeed(80.0)
        .setCurrentVolume(null)
        .setPredictedSpeed(speed)
        .setPredictedVolume(null)
        .setPredictionHorizonMinutes(horizon)
        .setConfidenceScore(0.8)
        .setConfidenceInterval(new ConfidenceInterval(speed - 10, speed + 10))
        .setCategory(TrafficCategory.free_flow)
        .setCoordinates(null)
        .setModelVersion(model)
        .setFeaturesUsed(List.of("speed"))
        .setProcessingTimeMs(1)
        .setProvisional(false)
        .setRevision(revision)
        .setCreatedAt(Instant.EPOCH)
        .build();
  }

  /** A forecast as it was read. */
  public static Received<TrafficPrediction> at(
      int partition, long offset, TrafficPrediction prediction) {
    return new Received<>(partition, offset, 0, prediction);
  }
}
