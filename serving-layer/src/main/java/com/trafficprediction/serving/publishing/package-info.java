/** Forecasts on their way out: to Kafka, and to HBase for whoever looks back. */
@NullMarked
package com.trafficprediction.serving.publishing;

import org.jspecify.annotations.NullMarked;
