/**
 * Readings from pandas frames in HDF5, as METR-LA and PEMS-BAY are published: read with jhdf, in
 * pure Java, a block of rows at a time.
 *
 * <p>Non-goals: other HDF5 layouts; they are refused with what was found and what is expected.
 */
@NullMarked
package com.trafficprediction.feeds.hdf5;

import org.jspecify.annotations.NullMarked;
