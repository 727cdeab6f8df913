/**
 * {@code bench serving}: requests per second beside a constant answer of the same server, and how
 * soon thousands of event streams have what changed. The server is the one that users run, in a
 * process of its own; forecasts are published to Kafka as it publishes them itself. Non-goals: how
 * long forecasting takes, and what comes before it.
 */
@NullMarked
package com.trafficprediction.benchmarks.serving;

import org.jspecify.annotations.NullMarked;
