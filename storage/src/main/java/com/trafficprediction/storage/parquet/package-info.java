/**
 * Parquet files of the schemas' records, Snappy-compressed: as MapReduce input and output, and one
 * by one for drivers and tests.
 *
 * <p>Jobs use {@link com.trafficprediction.storage.parquet.ParquetInput} and {@link
 * com.trafficprediction.storage.parquet.ParquetOutput}; both work with many small files (inputs are
 * combined into splits, outputs hold one open file at a time).
 *
 * <p>Not here: which files count ({@code storage.layout}).
 */
@NullMarked
package com.trafficprediction.storage.parquet;

import org.jspecify.annotations.NullMarked;
