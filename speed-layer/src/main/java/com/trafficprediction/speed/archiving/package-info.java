/**
 * From {@code traffic-events} to Parquet on HDFS, exactly once: the offsets that a file covers are
 * committed with it, and a restart goes on there.
 */
@NullMarked
package com.trafficprediction.speed.archiving;

import org.jspecify.annotations.NullMarked;
