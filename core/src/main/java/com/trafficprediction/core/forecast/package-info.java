/**
 * What a forecast is: horizons, categories, point models and the predictive distribution around
 * them.
 *
 * <p>An origin is the end of the last complete window; horizon h predicts the window that starts h
 * - 5 minutes after the origin. Non-goals: how models are trained (model), where they are kept
 * (storage).
 */
@NullMarked
package com.trafficprediction.core.forecast;

import org.jspecify.annotations.NullMarked;
