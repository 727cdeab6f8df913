/**
 * The {@code import} job: a data set's files to raw events in HDFS, validated by the same rules as
 * live events. What is rejected is kept, with file, line and every reason.
 */
@NullMarked
package com.trafficprediction.batch.ingest;

import org.jspecify.annotations.NullMarked;
