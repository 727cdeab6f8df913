/**
 * The {@code neighbours} job, for data sets with neither postmiles nor road distances: who leads
 * whom, found in the training split alone. It runs after the profiles, whose deviations it
 * compares.
 */
@NullMarked
package com.trafficprediction.batch.neighbours;

import org.jspecify.annotations.NullMarked;
