package com.trafficprediction.model.tree;

import java.util.ArrayList;
import java.util.List;
import smile.base.cart.Node;
import smile.base.cart.RegressionNode;

/** One tree as arrays, node 0 the root, children side by side and after their parent. */
final class FlatTree {
  private static final int LEAF = -1;

  private final int[] feature;
  private final float[] threshold;
  private final int[] bin;
  private final int[] firstChild;
  private final double[] value;
  private final int[] cover;

  private FlatTree(int nodes) {
    feature = new int[nodes];
    threshold = new float[nodes];
    bin = new int[nodes];
    firstChild = new int[nodes];
    value = new double[nodes];
    cover = new int[nodes];
  }

  /** Copies a grown tree out of Smile's objects, breadth first. */
  static FlatTree of(GrownTree tree) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(tree.root());
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i) instanceof ThresholdNode split) {
        nodes.add(split.trueChild());
        nodes.add(split.falseChild());
      }
    }
    FlatTree flat = new FlatTree(nodes.size());
    int child = 1;
    for (int i = 0; i < nodes.size(); i++) {
      flat.cover[i] = nodes.get(i).size();
      if (nodes.get(i) instanceof ThresholdNode split) {
        flat.feature[i] = tree.feature(split);
        flat.threshold[i] = split.threshold();
        flat.bin[i] = split.bin();
        flat.firstChild[i] = child;
        child += 2;
      } else {
        flat.feature[i] = LEAF;
        flat.value[i] = ((RegressionNode) nodes.get(i)).output();
      }
    }
    return flat;
  }

  int size() {
    return feature.length;
  }

  /** The answer for a training row, found by its bins. */
  double predict(BinnedRows rows, int row) {
    int node = 0;
    while (feature[node] != LEAF) {
      boolean left = rows.bin(row, feature[node]) <= bin[node];
      node = firstChild[node] + (left ? 0 : 1);
    }
    return value[node];
  }

  boolean isLeaf(int node) {
    return feature[node] == LEAF;
  }

  /** The feature a split looks at. */
  int feature(int node) {
    return feature[node];
  }

  /** Rows up to it go to the first child. */
  float threshold(int node) {
    return threshold[node];
  }

  /** The second child is the next node. */
  int firstChild(int node) {
    return firstChild[node];
  }

  /** The answer of a leaf. */
  double value(int node) {
    return value[node];
  }

  /** Training rows in a node. */
  int cover(int node) {
    return cover[node];
  }
}
