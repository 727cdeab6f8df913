/**
 * The {@code planner} job: a run's windows to hourly aggregates and to the planner tables, both
 * over all data up to the watermark. Segments and corridors are streamed in time by secondary sort;
 * what is kept of one does not grow with the data, but for its days and its bottlenecks.
 *
 * <p>Collaborators: core.planner defines every measure, storage.planner the rows. Non-goals:
 * loading them into HBase (publishing).
 */
@NullMarked
package com.trafficprediction.batch.planning;

import org.jspecify.annotations.NullMarked;
