/**
 * The {@code features} job: windows and profiles to rows of features with their targets,
 * segment-parallel. Windows are sent to every segment whose features read them (the halo), network
 * means come from a small pass before, and reducers stream in time order within a bound that does
 * not grow with the data.
 */
@NullMarked
package com.trafficprediction.batch.features;

import org.jspecify.annotations.NullMarked;
