/**
 * {@code bench stream}: how many events a second get from {@code traffic-raw} into windows in
 * HBase, exactly once, on a fresh stack of real daemons, how long a window takes, and the same of
 * Kafka Streams. Non-goals: the archive, and forecasts.
 */
@NullMarked
package com.trafficprediction.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
