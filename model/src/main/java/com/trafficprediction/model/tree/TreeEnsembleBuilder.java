package com.trafficprediction.model.tree;

import java.util.Arrays;

/** Collects trees into one contiguous {@link TreeEnsemble}. Belongs to one thread. */
final class TreeEnsembleBuilder {
  private final int featureCount;
  private double base;
  private double divisor;
  private int[] roots = new int[64];
  private int trees;
  private long[] nodes = new long[4096];
  private double[] values = new double[4096];
  private int[] covers = new int[4096];
  private int size;

  TreeEnsembleBuilder(int featureCount) {
    this.featureCount = featureCount;
  }

  /** Adds to what the sum begins with and to what it is divided by. */
  void add(double base, double divisor) {
    this.base += base;
    this.divisor += divisor;
  }

  /** Adds a tree whose leaves count {@code scale} times. */
  void add(FlatTree tree, double scale) {
    int root = beginTree(tree.size());
    for (int i = 0; i < tree.size(); i++) {
      covers[root + i] = tree.cover(i);
      if (tree.isLeaf(i)) {
        nodes[root + i] = PackedNode.LEAF;
        values[root + i] = scale * tree.value(i);
      } else {
        nodes[root + i] =
            PackedNode.split(tree.feature(i), tree.threshold(i), tree.firstChild(i) - i);
      }
    }
  }

  /** Adds all trees, the base and the divisor of another ensemble. */
  void add(TreeEnsemble other) {
    if (other.featureCount() != featureCount) {
      throw new IllegalArgumentException(
          "parts of " + featureCount + " and " + other.featureCount() + " features do not merge");
    }
    add(other.base(), other.divisor());
    for (int t = 0; t < other.trees(); t++) {
      int from = other.roots()[t];
      int to = t + 1 < other.trees() ? other.roots()[t + 1] : other.nodes();
      int root = beginTree(to - from);
      for (int i = 0; i < to - from; i++) {
        nodes[root + i] = other.node(from + i);
        values[root + i] = other.value(from + i);
        covers[root + i] = other.cover(from + i);
      }
    }
  }

  private int beginTree(int treeNodes) {
    if (trees == roots.length) {
      roots = Arrays.copyOf(roots, 2 * trees);
    }
    int root = size;
    roots[trees++] = root;
    size += treeNodes;
    if (size > nodes.length) {
      int capacity = Math.max(size, 2 * nodes.length);
      nodes = Arrays.copyOf(nodes, capacity);
      values = Arrays.copyOf(values, capacity);
      covers = Arrays.copyOf(covers, capacity);
    }
    return root;
  }

  TreeEnsemble build() {
    return new TreeEnsemble(
        featureCount,
        base,
        divisor,
        Arrays.copyOf(roots, trees),
        Arrays.copyOf(nodes, size),
        Arrays.copyOf(values, size),
        Arrays.copyOf(covers, size));
  }
}
