/**
 * From {@code processed-traffic-aggregates} to incidents: in HBase, and in {@code
 * traffic-incidents}.
 *
 * <p>A chain's stations lie in different partitions, so every instance reads them all and folds
 * every chain; the group {@code incident-detector} decides who publishes which. A window of a chain
 * is folded once, when all its stations have sent their final one or a later one, or have been
 * silent for long. ADR 0085 has the argument.
 *
 * <p>{@code core.incident} alone detects. Non-goals: forecasts, records of agencies.
 */
@NullMarked
package com.trafficprediction.speed.detecting;

import org.jspecify.annotations.NullMarked;
