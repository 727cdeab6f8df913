package com.trafficprediction.serving.publishing;

import com.trafficprediction.core.network.Segment;
import com.trafficprediction.schemas.ConfidenceInterval;
import com.trafficprediction.schemas.Coordinates;
import com.trafficprediction.schemas.TrafficCategory;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.forecast.Forecast;
import com.trafficprediction.storage.records.Absent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;

/** Forecasts as published records. */
public final class PredictionRecords {
  private static final long MINUTE_MILLIS = 60_000;

  private PredictionRecords() {}

  /**
   * The record of a forecast.
   *
   * @param revision how often this segment, origin and horizon were forecast before
   * @param provisional whether the last window was still open
   * @param processingMillis time that was spent on it
   */
  public static TrafficPrediction of(
      Forecast forecast,
      Segment segment,
      long revision,
      boolean provisional,
      double processingMillis,
      Instant now) {
    int minutes = forecast.horizon().minutes();
    return TrafficPrediction.newBuilder()
        .setPredictionId(
            id(segment.id(), forecast.originMillis(), minutes, forecast.modelVersion(), revision))
        .setSegmentId(segment.id())
        .setTimestamp(Instant.ofEpochMilli(forecast.originMillis()))
        .setPredictionTimestamp(
            Instant.ofEpochMilli(forecast.originMillis() + minutes * MINUTE_MILLIS))
        .setCurrentSpeed(Absent.orNull(forecast.currentSpeedKmh()))
        .setCurrentVolume(Absent.orNull(forecast.currentVolumeVph()))
        .setPredictedSpeed(forecast.speedKmh())
        .setPredictedVolume(Absent.orNull(forecast.volumeVph()))
        .setPredictionHorizonMinutes(minutes)
        .setConfidenceScore(forecast.confidence())
        .setConfidenceInterval(
            new ConfidenceInterval(forecast.interval().lowerKmh(), forecast.interval().upperKmh()))
        .setCategory(TrafficCategory.valueOf(forecast.category().key()))
        .setCoordinates(new Coordinates(segment.latitude(), segment.longitude()))
        .setModelVersion(forecast.modelVersion())
        .setFeaturesUsed(forecast.inputs())
        .setProcessingTimeMs(processingMillis)
        .setProvisional(provisional)
        .setRevision(revision)
        .setCreatedAt(now)
        .build();
  }

  /** Equal for equal segment, origin, horizon, model and revision. */
  public static String id(
      String segment, long originMillis, int minutes, String model, long revision) {
    CRC32 crc = new CRC32();
    crc.update(model.getBytes(StandardCharsets.UTF_8));
    return "%s-%d-%d-%08x-%d".formatted(segment, originMillis, minutes, crc.getValue(), revision);
  }
}
