/**
 * The main of HBase: ZooKeeper, one master and one region server in a JVM.
 *
 * <p>Collaborators: {@code daemon} for the life of the process; the launcher writes the
 * configuration. Non-goals: settings, which all come from the configuration directory.
 */
@NullMarked
package com.trafficprediction.localcluster.daemon.hbase;

import org.jspecify.annotations.NullMarked;
