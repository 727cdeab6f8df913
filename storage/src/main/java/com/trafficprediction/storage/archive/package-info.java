/**
 * Events archived from Kafka: Parquet by hour, exactly once, because what counts and how far the
 * archive is are committed by the same rename. {@link
 * com.trafficprediction.storage.archive.EventArchive} is the owner.
 *
 * <p>Non-goals: reading (the batch layer, through {@code PartitionedData}).
 */
@NullMarked
package com.trafficprediction.storage.archive;

import org.jspecify.annotations.NullMarked;
