/**
 * The mains of HDFS (NameNode and DataNode), the ResourceManager and the NodeManager.
 *
 * <p>Collaborators: {@code daemon} for the life of the process; the launcher writes the
 * configuration. Non-goals: settings, which all come from the configuration directory.
 */
@NullMarked
package com.trafficprediction.localcluster.daemon.hadoop;

import org.jspecify.annotations.NullMarked;
