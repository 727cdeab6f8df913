package com.trafficprediction.serving.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.schemas.ConfidenceInterval;
import com.trafficprediction.schemas.Coordinates;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.publishing.PredictionRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges forecasts of external models and makes records of them. Pure. */
public final class ExternalPredictions {
  private static final Set<Integer> HORIZONS = Set.of(15, 30, 60);
  private static final double MAX_SPEED_KMH = 200;
  private static final long MINUTE_MILLIS = 60_000;
  private static final int MAX_VERSION = 100;

  private final Network network;
  private final Instant now;
  private final List<TrafficPrediction> accepted = new ArrayList<>();
  private final List<ItemError> errors = new ArrayList<>();
  private int rejected;

  /**
   * @param network the segments there are
   * @param now wall time
   */
  public ExternalPredictions(Network network, Instant now) {
    this.network = network;
    this.now = now;
  }

  /** Judges one item. */
  public void add(int index, JsonNode item) {
    List<ItemError> found = new ArrayList<>();
    String segment = item.path("segment_id").asText("");
    check(
        found,
        index,
        network.contains(segment),
        "unknown_segment",
        "segment_id: '" + segment + "'");
    int horizon = item.path("prediction_horizon_minutes").asInt(0);
    check(
        found,
        index,
        HORIZONS.contains(horizon),
        "unknown_horizon",
        "prediction_horizon_minutes must be 15, 30 or 60");
    double speed = number(item, "predicted_speed");
    check(
        found,
        index,
        speed >= 0 && speed <= MAX_SPEED_KMH,
        "speed_out_of_range",
        "predicted_speed must be a number from 0 to 200 km/h");
    double lower = number(item.path("confidence_interval"), "lower");
    double upper = number(item.path("confidence_interval"), "upper");
    check(
        found,
        index,
        lower >= 0 && lower <= speed && speed <= upper && upper <= MAX_SPEED_KMH,
        "bad_interval",
        "confidence_interval must hold predicted_speed, as lower and upper in km/h");
    double confidence = number(item, "confidence_score");
    check(
        found,
        index,
        confidence >= 0 && confidence <= 1,
        "bad_confidence",
        "confidence_score must be a number from 0 to 1");
    String version = item.path("model_version").asText("");
    check(
        found,
        index,
        !version.isBlank() && version.length() <= MAX_VERSION && !version.startsWith("run-"),
        "bad_model_version",
        "model_version must name the model, at most 100 characters, and not begin with run-");
    check(
        found,
        index,
        item.path("timestamp").isIntegralNumber(),
        "bad_time",
        "timestamp must be the origin in epoch milliseconds");
    if (found.isEmpty()) {
      accepted.add(record(item, network.get(segment), horizon, speed, lower, upper, confidence));
    } else {
      rejected++;
      errors.addAll(found);
    }
  }

  private static void check(
      List<ItemError> found, int index, boolean holds, String code, String detail) {
    if (!holds) {
      found.add(new ItemError(index, code, detail));
    }
  }

  private static double number(JsonNode item, String field) {
    return item.path(field).isNumber() ? item.path(field).doubleValue() : Double.NaN;
  }

  private TrafficPrediction record(
      JsonNode item,
      Segment segment,
      int horizon,
      double speed,
      double lower,
      double upper,
      double confidence) {
    long origin = item.path("timestamp").longValue();
    String version = item.path("model_version").asText();
    long revision = Math.max(0, item.path("revision").asLong(0));
    return TrafficPrediction.newBuilder()
        .setPredictionId(PredictionRecords.id(segment.id(), origin, horizon, version, revision))
        .setSegmentId(segment.id())
        .setTimestamp(Instant.ofEpochMilli(origin))
        .setPredictionTimestamp(Instant.ofEpochMilli(origin + horizon * MINUTE_MILLIS))
        .setCurrentSpeed(optional(item, "current_speed"))
        .setCurrentVolume(optional(item, "current_volume"))
        .setPredictedSpeed(speed)
        .setPredictedVolume(optional(item, "predicted_volume"))
        .setPredictionHorizonMinutes(horizon)
        .setConfidenceScore(confidence)
        .setConfidenceInterval(new ConfidenceInterval(lower, upper))
        .setCategory(
            com.trafficprediction.schemas.TrafficCategory.valueOf(TrafficCategory.of(speed).key()))
        .setCoordinates(new Coordinates(segment.latitude(), segment.longitude()))
        .setModelVersion(version)
        .setFeaturesUsed(List.of())
        .setProcessingTimeMs(0)
        .setProvisional(item.path("provisional").asBoolean(false))
        .setRevision(revision)
        .setCreatedAt(now)
        .build();
  }

  private static @Nullable Double optional(JsonNode item, String field) {
    double value = number(item, field);
    return Double.isNaN(value) ? null : (Double) value;
  }

  /** Records of the items that hold. */
  public List<TrafficPrediction> accepted() {
    return List.copyOf(accepted);
  }

  /** What is wrong with the others. */
  public EventIngest.Outcome outcome() {
    return new EventIngest.Outcome(accepted.size(), rejected, List.copyOf(errors));
  }
}
