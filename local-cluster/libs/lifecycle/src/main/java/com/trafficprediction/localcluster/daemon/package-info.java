/**
 * What every daemon of the local cluster does the same way: find its configuration, wait for the
 * daemon it needs, say that it is ready, stop cleanly on SIGTERM.
 *
 * <p>Collaborators: the mains in the sibling packages use it; the launcher in {@code local-cluster}
 * reads the ready file. Non-goals: knowing Hadoop, HBase or Kafka, which live on class paths of
 * their own.
 */
@NullMarked
package com.trafficprediction.localcluster.daemon;

import org.jspecify.annotations.NullMarked;
