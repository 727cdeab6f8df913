/**
 * {@code bench stream}: how many events a second get from {@code traffic-raw} into windows in
 * HBase, exactly once, on a fresh stack of real daemons. Non-goals: the archive, forecasts, and, so
 * far, a peer.
 */
@NullMarked
package com.trafficprediction.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
