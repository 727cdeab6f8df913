/**
 * HDFS, YARN, HBase and Kafka on one machine: the real daemons, in processes of their own, started
 * from the jars that Maven resolved.
 *
 * <p>{@link com.trafficprediction.localcluster.LocalCluster} is the entry for tests of other
 * modules, {@link com.trafficprediction.localcluster.Main} the one behind {@code bin/traffic
 * up|down|status|reset}.
 *
 * <p>Collaborators: {@code local-cluster/libs} holds the daemons' mains and library directories.
 * Non-goals: more than one machine, security, and knowing anything about traffic.
 */
@NullMarked
package com.trafficprediction.localcluster;

import org.jspecify.annotations.NullMarked;
