package com.trafficprediction.model.tree;

/**
 * A node as one long: threshold in the upper 32 bits, then 12 bits of feature and 20 bits of
 * distance to the first child. A leaf is feature 0xFFF.
 */
final class PackedNode {
  /** Features are below this. */
  static final int MAX_FEATURES = 0xFFF;

  /** Distances to a child are at most this; larger trees than {@code TreeSettings} allows. */
  static final int MAX_DISTANCE = (1 << 20) - 1;

  static final long LEAF = (long) MAX_FEATURES << 20;

  private PackedNode() {}

  static long split(int feature, float threshold, int childDistance) {
    if (feature < 0 || feature >= MAX_FEATURES) {
      throw new IllegalArgumentException("feature " + feature + " does not fit a node");
    }
    if (childDistance < 1 || childDistance > MAX_DISTANCE) {
      throw new IllegalArgumentException(
          "child distance " + childDistance + " does not fit a node");
    }
    return ((long) Float.floatToIntBits(threshold) << 32) | ((long) feature << 20) | childDistance;
  }

  static boolean isLeaf(long node) {
    return feature(node) == MAX_FEATURES;
  }

  static int feature(long node) {
    return (int) (node >>> 20) & 0xFFF;
  }

  static float threshold(long node) {
    return Float.intBitsToFloat((int) (node >>> 32));
  }

  static int childDistance(long node) {
    return (int) node & MAX_DISTANCE;
  }
}
