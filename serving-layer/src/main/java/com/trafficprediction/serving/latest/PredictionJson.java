package com.trafficprediction.serving.latest;

import com.trafficprediction.schemas.Coordinates;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.json.ApiJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** A forecast as the API shows it: the published fields, by their published names. */
final class PredictionJson {
  private PredictionJson() {}

  static byte[] write(TrafficPrediction p) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prediction_id", p.getPredictionId());
    json.put("segment_id", p.getSegmentId());
    json.put("timestamp", p.getTimestamp());
    json.put("prediction_timestamp", p.getPredictionTimestamp());
    json.put("current_speed", p.getCurrentSpeed());
    json.put("current_volume", p.getCurrentVolume());
    json.put("predicted_speed", p.getPredictedSpeed());
    json.put("predicted_volume", p.getPredictedVolume());
    json.put("prediction_horizon_minutes", p.getPredictionHorizonMinutes());
    json.put("confidence_score", p.getConfidenceScore());
    json.put(
        "confidence_interval",
        Map.of(
            "lower",
            p.getConfidenceInterval().getLower(),
            "upper",
            p.getConfidenceInterval().getUpper()));
    json.put("category", p.getCategory().name());
    Coordinates at = p.getCoordinates();
    json.put(
        "coordinates",
        at == null ? null : Map.of("latitude", at.getLatitude(), "longitude", at.getLongitude()));
    json.put("model_version", p.getModelVersion());
    json.put("features_used", p.getFeaturesUsed());
    json.put("processing_time_ms", p.getProcessingTimeMs());
    json.put("provisional", p.getProvisional());
    json.put("revision", p.getRevision());
    json.put("created_at", p.getCreatedAt());
    return ApiJson.write(json);
  }
}
