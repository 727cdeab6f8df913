package com.trafficprediction.serving.accuracy;

import com.trafficprediction.core.forecast.PredictionInterval;

/**
 * A forecast beside what happened.
 *
 * @param horizonMinutes how far ahead
 * @param originMillis end of the last window it knew, event time
 * @param targetStartMillis start of the window it is about, event time
 * @param modelVersion which model made it
 * @param predictedKmh the forecast
 * @param interval its 90 % interval
 * @param observedKmh what was observed; NaN while or where nothing was
 */
public record Outcome(
    int horizonMinutes,
    long originMillis,
    long targetStartMillis,
    String modelVersion,
    double predictedKmh,
    PredictionInterval interval,
    double observedKmh) {}
