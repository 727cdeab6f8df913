/**
 * HBase, namespace {@code traffic}: the tables of a run, the row that says which run is live, the
 * lock under which runs are made; and the speed layer's recent windows.
 *
 * <p>{@link com.trafficprediction.storage.hbase.BatchStore} is the way in. A run's tables are
 * created, bulk-loaded and counted ({@link com.trafficprediction.storage.hbase.BulkLoad}), then the
 * one pointer is switched ({@link com.trafficprediction.storage.hbase.RunRegistry}). Readers
 * resolve the pointer once per request and read that run ({@link
 * com.trafficprediction.storage.hbase.BatchView}).
 *
 * <p>{@link com.trafficprediction.storage.hbase.SpeedStore} is the way into the speed side, {@link
 * com.trafficprediction.storage.hbase.RecentWindows} its table.
 *
 * <p>No HBase type leaves this package.
 */
@NullMarked
package com.trafficprediction.storage.hbase;

import org.jspecify.annotations.NullMarked;
