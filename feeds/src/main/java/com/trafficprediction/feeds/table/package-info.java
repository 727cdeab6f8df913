/**
 * Files of the data directory: finding them, unpacking them, and the small tables among them
 * (segments, distances, incidents) that are read whole.
 *
 * <p>Non-goals: readings, which are streamed ({@code feeds.lines}, {@code feeds.hdf5}).
 */
@NullMarked
package com.trafficprediction.feeds.table;

import org.jspecify.annotations.NullMarked;
