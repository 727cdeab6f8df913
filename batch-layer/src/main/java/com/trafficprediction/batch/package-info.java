/**
 * The batch layer: MapReduce jobs from the immutable master data set to published views and models.
 * {@link com.trafficprediction.batch.Driver} is the way in; each job lies in a package of its own.
 */
@NullMarked
package com.trafficprediction.batch;

import org.jspecify.annotations.NullMarked;
