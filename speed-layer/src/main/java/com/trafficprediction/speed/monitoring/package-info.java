/**
 * What an operator sees of the speed layer: metrics in Prometheus' format, and health with reasons,
 * over HTTP. Names of metrics are an interface: they stay.
 */
@NullMarked
package com.trafficprediction.speed.monitoring;

import org.jspecify.annotations.NullMarked;
