/**
 * The batch side of HBase, namespace {@code traffic}: the tables of a run, the row that says which
 * run is live, the lock under which runs are made.
 *
 * <p>{@link com.trafficprediction.storage.hbase.BatchStore} is the way in. A run's tables are
 * created, bulk-loaded and counted ({@link com.trafficprediction.storage.hbase.BulkLoad}), then the
 * one pointer is switched ({@link com.trafficprediction.storage.hbase.RunRegistry}). Readers
 * resolve the pointer once per request and read that run ({@link
 * com.trafficprediction.storage.hbase.BatchView}).
 *
 * <p>No HBase type leaves this package. Not here: the speed layer's tables.
 */
@NullMarked
package com.trafficprediction.storage.hbase;

import org.jspecify.annotations.NullMarked;
