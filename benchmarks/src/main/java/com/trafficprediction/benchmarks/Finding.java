package com.trafficprediction.benchmarks;

/**
 * A figure that bears on a target.
 *
 * @param target which
 * @param measured in the target's unit
 */
public record Finding(Target target, double measured) {}
