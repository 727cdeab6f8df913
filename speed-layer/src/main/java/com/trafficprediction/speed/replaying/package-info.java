/**
 * A data set published to {@code traffic-raw} as if it happened now, or again: in event-time order
 * across all segments, at any speed, to be stopped and resumed.
 *
 * <p>Readings are first put in order in temporary files, an hour of data each, so that memory is
 * bounded by the busiest hour. A replay's clock is declared in every record's header.
 */
@NullMarked
package com.trafficprediction.speed.replaying;

import org.jspecify.annotations.NullMarked;
