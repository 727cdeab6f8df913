/**
 * The main of a Kafka broker that is its own controller (KRaft).
 *
 * <p>Collaborators: {@code daemon} for the life of the process; the launcher writes the
 * configuration. Non-goals: settings, which all come from the configuration directory.
 */
@NullMarked
package com.trafficprediction.localcluster.daemon.kafka;

import org.jspecify.annotations.NullMarked;
