/**
 * {@code bin/traffic bench run}: a finished batch run's own figures, from its metadata, on the page
 * of targets. Non-goals: running it, which {@code bin/traffic batch} does.
 */
@NullMarked
package com.trafficprediction.benchmarks.finished;

import org.jspecify.annotations.NullMarked;
