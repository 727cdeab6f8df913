package com.trafficprediction.model.tree;

/**
 * A node as one long: threshold in the upper 32 bits, then 12 bits of feature and 20 bits of
 * distance to the first child. A leaf is its own first child (distance 0) for every row (threshold
 * infinite): walking on from a leaf stays there, so that trees can be walked without asking at each
 * step whether one has arrived.
 */
final class PackedNode {
  /** Features are below this. */
  static final int MAX_FEATURES = 1 << 12;

  /** Distances to a child are at most this; more than the trees of {@code TreeSettings} need. */
  static final int MAX_DISTANCE = (1 << 20) - 1;

  static final long LEAF = (long) Float.floatToIntBits(Float.POSITIVE_INFINITY) << 32;

  private PackedNode() {}

  static long split(int feature, float threshold, int childDistance) {
    if (feature < 0 || feature >= MAX_FEATURES) {
      throw new IllegalArgumentException("feature " + feature + " does not fit a node");
    }
    if (childDistance < 1 || childDistance > MAX_DISTANCE) {
      throw new IllegalArgumentException(
          "child distance " + childDistance + " does not fit a node");
    }
    // adding 0 turns -0 into 0, as the sign of a difference needs it
    long bits = Float.floatToIntBits(threshold + 0.0f);
    return (bits << 32) | ((long) feature << 20) | childDistance;
  }

  static boolean isLeaf(long node) {
    return childDistance(node) == 0;
  }

  static int feature(long node) {
    return (int) (node >>> 20) & (MAX_FEATURES - 1);
  }

  static float threshold(long node) {
    return Float.intBitsToFloat((int) (node >>> 32));
  }

  static int childDistance(long node) {
    return (int) node & MAX_DISTANCE;
  }

  /**
   * How far the next node on a row's way is from this one: the sign bit of threshold less feature
   * is 1 exactly if the feature is larger. No branch, which a processor would guess wrong half the
   * time.
   */
  static int step(long node, float[] row) {
    float rest = threshold(node) - row[feature(node)];
    return childDistance(node) + (Float.floatToRawIntBits(rest) >>> 31);
  }
}
