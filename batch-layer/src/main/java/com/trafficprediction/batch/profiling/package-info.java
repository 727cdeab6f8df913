/**
 * The {@code profiles} job: what is usual per segment and slot of the week, fitted twice: on the
 * training split for evaluation, on everything for serving.
 */
@NullMarked
package com.trafficprediction.batch.profiling;

import org.jspecify.annotations.NullMarked;
