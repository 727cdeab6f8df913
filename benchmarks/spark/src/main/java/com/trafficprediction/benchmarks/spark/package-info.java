/**
 * The peer of {@code bench batch}: windows, profiles and feature rows in Spark SQL, from the same
 * raw Parquet files, and the comparison of both results cell by cell. Written as one would write it
 * for Spark alone: window functions, one shuffle by segment where that is enough, nothing of our
 * code. And a peer of {@code bench training}: MLlib's regressions on rows that are handed over.
 * Runs in a process with Spark's libraries and no other. Non-goals: clock changes, tuning.
 */
@NullMarked
package com.trafficprediction.benchmarks.spark;

import org.jspecify.annotations.NullMarked;
