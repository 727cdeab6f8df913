/**
 * {@code bin/traffic bench start}: how long people wait for the stack and for the demo, and the
 * memory of each daemon. Runs the same commands as people do. Non-goals: what happens after.
 */
@NullMarked
package com.trafficprediction.benchmarks.start;

import org.jspecify.annotations.NullMarked;
