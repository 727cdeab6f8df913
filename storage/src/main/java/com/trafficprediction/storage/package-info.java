/**
 * Everything the system keeps on disk: the HDFS directories, the HBase tables, the model store.
 *
 * <p>Collaborators: {@code core} for the domain types, {@code schemas} for the record contracts.
 * Each directory and table has one class that owns it; {@code docs/tables.md} is generated from
 * them. HBase types stay inside {@code storage.hbase}; Hadoop's {@code Configuration}, {@code
 * Path}, {@code FileSystem} and {@code Job} are public, because a MapReduce job cannot do without
 * them.
 *
 * <p>Not here: what is computed (the layers do that) and Kafka ({@code messaging} does).
 */
@NullMarked
package com.trafficprediction.storage;

import org.jspecify.annotations.NullMarked;
