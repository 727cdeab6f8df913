/**
 * {@code bin/traffic bench batch}: raw events to windows, profiles and feature rows with the batch
 * layer's jobs, beside Spark computing the same columns from the same files: results are compared
 * cell by cell before a time is reported. Or, {@code --beside yarn}, from the import on beside the
 * same jobs in YARN containers: files are compared byte for byte. Non-goal: training.
 */
@NullMarked
package com.trafficprediction.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
