package com.trafficprediction.model.tree;

import com.trafficprediction.model.ExplainedModel;
import java.util.List;

/**
 * Trees as flat primitive arrays: (base + sum of the trees' answers) / divisor. A lone tree, a
 * forest (base 0, divided by its size), a boosted set (base the intercept, answers shrunk, divisor
 * 1) and averages of such are all of this form.
 *
 * <p>A node is one long: threshold, feature and distance to its first child; the second child is
 * the next node. A row goes to the first child if its feature is at most the threshold. Predictions
 * are bit-equal to those of the Smile trees they come from (see the test), because every operation
 * is done in the same order on the same numbers. Immutable and thread-safe; a prediction allocates
 * nothing.
 */
public final class TreeEnsemble implements ExplainedModel {
  private final int featureCount;
  private final double base;
  private final double divisor;
  private final int[] roots;
  private final long[] nodes;
  private final double[] values;
  private final int[] covers;
  private final double expectedValue;

  TreeEnsemble(
      int featureCount,
      double base,
      double divisor,
      int[] roots,
      long[] nodes,
      double[] values,
      int[] covers) {
    this.featureCount = featureCount;
    this.base = base;
    this.divisor = divisor;
    this.roots = roots;
    this.nodes = nodes;
    this.values = values;
    this.covers = covers;
    this.expectedValue = mean();
  }

  private double mean() {
    double sum = base;
    for (int root : roots) {
      double tree = 0;
      int end = endOfTree(root);
      for (int node = root; node < end; node++) {
        if (PackedNode.isLeaf(nodes[node])) {
          tree += values[node] * covers[node];
        }
      }
      sum += tree / covers[root];
    }
    return sum / divisor;
  }

  private int endOfTree(int root) {
    int end = root + 1;
    for (int node = root; node < end; node++) {
      if (!PackedNode.isLeaf(nodes[node])) {
        end = Math.max(end, node + PackedNode.childDistance(nodes[node]) + 2);
      }
    }
    return end;
  }

  @Override
  public int featureCount() {
    return featureCount;
  }

  @Override
  public double predict(float[] row) {
    if (row.length != featureCount) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " features for a model of " + featureCount);
    }
    double sum = base;
    for (int root : roots) {
      int at = root;
      long node = nodes[at];
      while (!PackedNode.isLeaf(node)) {
        boolean first = row[PackedNode.feature(node)] <= PackedNode.threshold(node);
        at += PackedNode.childDistance(node) + (first ? 0 : 1);
        node = nodes[at];
      }
      sum += values[at];
    }
    return sum / divisor;
  }

  @Override
  public double expectedValue() {
    return expectedValue;
  }

  @Override
  public double[] contributions(float[] row) {
    if (row.length != featureCount) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " features for a model of " + featureCount);
    }
    TreeShap shap = new TreeShap(this, row);
    double[] contributions = shap.contributions();
    for (int j = 0; j < contributions.length; j++) {
      contributions[j] /= divisor;
    }
    return contributions;
  }

  /**
   * One ensemble whose answer is the mean of the parts' answers, weighted by their divisors: a
   * forest of all their trees, or the average of boosted parts.
   *
   * @param parts at least one, of equal feature count; their order decides the last bits of the
   *     answers, so give them in a fixed one
   */
  public static TreeEnsemble merge(List<TreeEnsemble> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("nothing to merge");
    }
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(parts.get(0).featureCount);
    for (TreeEnsemble part : parts) {
      builder.add(part);
    }
    return builder.build();
  }

  /** Number of trees. */
  public int trees() {
    return roots.length;
  }

  /** Number of splits and leaves in all trees. */
  public int nodes() {
    return nodes.length;
  }

  /** What the trees' sum begins with. */
  public double base() {
    return base;
  }

  /** What the sum is divided by, at least 1. */
  public double divisor() {
    return divisor;
  }

  /** Position of each tree's root; trees lie one after the other. Not to be modified. */
  int[] roots() {
    return roots;
  }

  long node(int at) {
    return nodes[at];
  }

  double value(int at) {
    return values[at];
  }

  int cover(int at) {
    return covers[at];
  }
}
