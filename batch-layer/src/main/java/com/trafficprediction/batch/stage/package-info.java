/**
 * Runs one MapReduce job as a stage of a run: progress on the terminal, counters, cost, and output
 * that counts whole or not at all. Non-goals: what the jobs compute.
 */
@NullMarked
package com.trafficprediction.batch.stage;

import org.jspecify.annotations.NullMarked;
