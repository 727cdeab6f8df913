package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.forecast.TrafficCategory;
import java.util.List;

/**
 * What will be on a segment. Speeds are km/h, volumes vehicles per hour; NaN where not known.
 *
 * @param segment position of the segment in the network
 * @param originMillis end of the last window known
 * @param horizon how far ahead
 * @param currentSpeedKmh observed in the last window
 * @param currentVolumeVph observed in the last window
 * @param speedKmh forecast
 * @param volumeVph forecast; NaN without volume models
 * @param interval where the speed will lie, nine times out of ten
 * @param confidence probability of the category
 * @param category of the forecast speed
 * @param modelVersion which model
 * @param inputs groups of features that rest on readings
 */
public record Forecast(
    int segment,
    long originMillis,
    Horizon horizon,
    double currentSpeedKmh,
    double currentVolumeVph,
    double speedKmh,
    double volumeVph,
    PredictionInterval interval,
    double confidence,
    TrafficCategory category,
    String modelVersion,
    List<String> inputs) {}
