package com.trafficprediction.serving.forecast;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How forecasting stands, for people: which stage is empty, if any is.
 *
 * @param state {@code live}: forecasts are made; {@code warming}: fewer than nine in ten segments
 *     have windows of the last hour; {@code waiting}: something else is missing, see the reason
 * @param reason what is missing and what to do; empty when live
 * @param warmSegments segments with a window in the last hour of event time
 * @param segments segments of the network
 * @param newestOrigin end of the newest window, event time, epoch milliseconds; null before the
 *     first
 * @param watermark the batch view ends here; null without a run
 * @param models model in use by horizon; empty without one
 */
public record ForecastState(
    String state,
    String reason,
    int warmSegments,
    int segments,
    @Nullable Long newestOrigin,
    @Nullable Long watermark,
    Map<String, String> models) {}
