/**
 * The speed layer: fresh readings become correct five-minute windows within a second, whatever
 * crashes. {@link com.trafficprediction.speed.SpeedMain} is the way in.
 *
 * <p>Nothing here is precious: all of it can be rebuilt from Kafka, and the next batch run
 * supersedes it. Collaborators: messaging (Kafka), storage (HBase, HDFS), feeds (replay), core.
 * Non-goals: forecasts (serving), recomputing history (batch).
 */
@NullMarked
package com.trafficprediction.speed;

import org.jspecify.annotations.NullMarked;
