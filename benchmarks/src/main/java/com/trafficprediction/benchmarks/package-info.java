/**
 * {@code bin/traffic bench NAME}: measures what is claimed, beside the peer that a user would take
 * instead, on the same input in the same process or run. Peers live here alone.
 */
@NullMarked
package com.trafficprediction.benchmarks;

import org.jspecify.annotations.NullMarked;
