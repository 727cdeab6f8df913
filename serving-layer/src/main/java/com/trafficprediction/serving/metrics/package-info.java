/** The serving layer's metrics, for Prometheus: stable names, base units, a help text each. */
@NullMarked
package com.trafficprediction.serving.metrics;

import org.jspecify.annotations.NullMarked;
