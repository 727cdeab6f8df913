/**
 * Forecasts: the bundle, the recent windows of every segment, and what follows from both.
 *
 * <p>Features come from core.feature alone, so that a row here equals the batch layer's to the bit.
 */
@NullMarked
package com.trafficprediction.serving.forecast;

import org.jspecify.annotations.NullMarked;
