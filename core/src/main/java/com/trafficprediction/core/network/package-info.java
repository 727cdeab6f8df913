/**
 * The road network: segments, the chains they form along a freeway, and who is up- and downstream
 * of whom.
 *
 * <p>{@link com.trafficprediction.core.network.Network} is what a data set declares; {@link
 * com.trafficprediction.core.network.NeighbourGraph} is derived from postmiles, from a distance
 * file, or from coordinates and lagged correlation of the training split. Non-goals: storage,
 * drawing.
 */
@NullMarked
package com.trafficprediction.core.network;

import org.jspecify.annotations.NullMarked;
