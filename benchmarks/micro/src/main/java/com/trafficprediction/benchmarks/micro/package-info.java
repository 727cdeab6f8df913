/**
 * {@code bin/traffic bench micro}: JMH on the paths that every reading and every forecast goes
 * through. Non-goals: whole pipelines, which the other benchmarks measure.
 */
@NullMarked
package com.trafficprediction.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
