/**
 * The {@code publish} job: a finished run's newest windows, profiles, hourly aggregates and planner
 * tables into HBase by bulk load, each counted, then the one pointer that makes the run live. What
 * was live stays live and untouched until that moment, whatever fails before.
 *
 * <p>Collaborators: storage.hbase (tables, lock, pointer), storage.model (a run without a whole
 * model bundle is not published). Non-goals: deciding whether a model is good enough.
 */
@NullMarked
package com.trafficprediction.batch.publishing;

import org.jspecify.annotations.NullMarked;
