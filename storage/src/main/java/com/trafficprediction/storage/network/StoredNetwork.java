package com.trafficprediction.storage.network;

import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Network;

/**
 * One version of the network.
 *
 * @param hash lower-case hexadecimal SHA-256 of its JSON
 * @param network the segments
 * @param neighbours who is up- and downstream of whom
 */
public record StoredNetwork(String hash, Network network, NeighbourGraph neighbours) {}
