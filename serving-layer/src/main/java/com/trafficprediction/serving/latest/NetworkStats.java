package com.trafficprediction.serving.latest;

import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.schemas.TrafficPrediction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts in a few numbers.
 *
 * @param total forecasts counted
 * @param averagePredictedSpeed mean of the forecast speeds, km/h; null without one
 * @param averageCurrentSpeed mean of the speeds observed now, km/h; null without one
 * @param categories forecasts by category of the forecast speed
 * @param newestOrigin end of the newest window known; null without a forecast
 * @param provisional how many are made from windows that are still open
 * @param newestOriginAt when that window was first known, wall time, epoch milliseconds; null when
 *     that is not remembered
 * @param realTimeFactor seconds of event time per second of wall time; null before the second
 *     window
 */
public record NetworkStats(
    int total,
    @Nullable Double averagePredictedSpeed,
    @Nullable Double averageCurrentSpeed,
    Map<String, Integer> categories,
    @Nullable Long newestOrigin,
    int provisional,
    @Nullable Long newestOriginAt,
    @Nullable Double realTimeFactor) {

  /**
   * Counts.
   *
   * @param clock how the road's time runs
   */
  public static NetworkStats of(Collection<TrafficPrediction> predictions, RoadClock clock) {
    Map<String, Integer> categories = new LinkedHashMap<>();
    for (TrafficCategory category : TrafficCategory.values()) {
      categories.put(category.key(), 0);
    }
    double predicted = 0;
    double current = 0;
    int observed = 0;
    int provisional = 0;
    long newest = Long.MIN_VALUE;
    for (TrafficPrediction prediction : predictions) {
      predicted += prediction.getPredictedSpeed();
      Double now = prediction.getCurrentSpeed();
      if (now != null) {
        current += now;
        observed++;
      }
      provisional += prediction.getProvisional() ? 1 : 0;
      newest = Math.max(newest, prediction.getTimestamp().toEpochMilli());
      categories.merge(prediction.getCategory().name(), 1, Integer::sum);
    }
    int total = predictions.size();
    OptionalLong newestAt = clock.knownAt(newest);
    OptionalDouble factor = clock.realTimeFactor();
    return new NetworkStats(
        total,
        total == 0 ? null : (Double) (predicted / total),
        observed == 0 ? null : (Double) (current / observed),
        categories,
        total == 0 ? null : (Long) newest,
        provisional,
        newestAt.isPresent() ? (Long) newestAt.getAsLong() : null,
        factor.isPresent() ? (Double) factor.getAsDouble() : null);
  }
}
