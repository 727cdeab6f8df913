/**
 * Who a long-running process is to Hadoop and HBase on a cluster with Kerberos.
 *
 * <p>Non-goals: jobs started by a person or a scheduler: those bring a ticket or tokens of their
 * own, and are left alone.
 */
@NullMarked
package com.trafficprediction.storage.login;

import org.jspecify.annotations.NullMarked;
