/**
 * What a run computes from: fixed by its first job, stored beside its output, read by every later
 * job, so that jobs started one by one (by Oozie, by hand) agree with those that {@code run}
 * starts.
 */
@NullMarked
package com.trafficprediction.batch.plan;

import org.jspecify.annotations.NullMarked;
