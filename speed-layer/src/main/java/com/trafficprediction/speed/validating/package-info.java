/**
 * From {@code traffic-raw} to {@code traffic-events} or, with every reason and the original bytes,
 * {@code invalid-events}: never to nowhere.
 *
 * <p>The rules are core's ({@code core.reading}); here are the wire, the reference clock and the
 * words.
 */
@NullMarked
package com.trafficprediction.speed.validating;

import org.jspecify.annotations.NullMarked;
