/**
 * {@code bin/traffic bench batch}: raw events to windows, profiles and feature rows with the batch
 * layer's jobs, beside Spark computing the same columns from the same files. Results are compared
 * cell by cell before a time is reported. Non-goals: import and training.
 */
@NullMarked
package com.trafficprediction.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
