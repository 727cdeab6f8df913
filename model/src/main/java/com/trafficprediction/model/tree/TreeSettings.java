package com.trafficprediction.model.tree;

/**
 * The shape of a single tree.
 *
 * @param depth levels of splits, 1 to {@value #MAX_DEPTH}; a tree of depth 1 is one split
 * @param leaves most leaves, 2 to {@value #MAX_LEAVES}; the split that gains most comes first
 * @param leafRows least training rows in a leaf, at least 1
 * @param bins most distinct values a feature is cut into, 2 to {@value #MAX_BINS}: cost grows
 *     little with it, memory not at all
 */
public record TreeSettings(int depth, int leaves, int leafRows, int bins) {
  /** Deepest tree: also the bound of what model files may hold. */
  public static final int MAX_DEPTH = 32;

  /** Most leaves of a tree. */
  public static final int MAX_LEAVES = 1 << 16;

  /** A bin fits a byte. */
  public static final int MAX_BINS = 256;

  public TreeSettings {
    require(depth >= 1 && depth <= MAX_DEPTH, "depth", depth, "1 to " + MAX_DEPTH);
    require(leaves >= 2 && leaves <= MAX_LEAVES, "leaves", leaves, "2 to " + MAX_LEAVES);
    require(leafRows >= 1, "leafRows", leafRows, "at least 1");
    require(bins >= 2 && bins <= MAX_BINS, "bins", bins, "2 to " + MAX_BINS);
  }

  static void require(boolean holds, String name, Number value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + range + ", not " + value);
    }
  }
}
