package com.trafficprediction.core.network;

/**
 * What a data set can support, so that pages and API can say "not available" instead of guessing.
 *
 * @param volume readings carry volume
 * @param occupancy readings carry occupancy
 * @param lengths segments have lengths
 * @param freeways segments have a place along a freeway
 * @param observedShare readings say how much of them was measured and not imputed
 */
public record Capabilities(
    boolean volume, boolean occupancy, boolean lengths, boolean freeways, boolean observedShare) {}
