/**
 * The rows of the planner tables, as JSON: written by the batch layer, read by serving, defined
 * once here.
 *
 * <p>A value that cannot be had (no volume, no lengths, too few days) is absent, never 0; the
 * summary row says why. Speeds are km/h, lengths km, times in the unit that the field's name ends
 * with.
 *
 * <p>Collaborators: core.planner computes what the rows hold. Non-goals: where the rows lie
 * (storage.layout, storage.hbase).
 */
@NullMarked
package com.trafficprediction.storage.planner;

import org.jspecify.annotations.NullMarked;
