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
  /** Rows walked tree by tree: so many that they and one tree fit the first level of cache. */
  private static final int BLOCK_ROWS = 64;

  private final int featureCount;
  private final double base;
  private final double divisor;
  private final int[] roots;
  private final long[] nodes;
  private final double[] values;
  private final int[] covers;
  private final byte[] depths;
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
    this.depths = depths();
    this.expectedValue = mean();
  }

  /** Splits on the longest way down each tree. */
  private byte[] depths() {
    byte[] level = new byte[nodes.length];
    byte[] deepest = new byte[roots.length];
    for (int t = 0; t < roots.length; t++) {
      for (int at = roots[t]; at < endOfTree(t); at++) {
        deepest[t] = (byte) Math.max(deepest[t], level[at]);
        if (!PackedNode.isLeaf(nodes[at])) {
          int first = at + PackedNode.childDistance(nodes[at]);
          level[first] = (byte) (level[at] + 1);
          level[first + 1] = level[first];
        }
      }
    }
    return deepest;
  }

  private double mean() {
    double sum = base;
    for (int t = 0; t < roots.length; t++) {
      double tree = 0;
      for (int at = roots[t]; at < endOfTree(t); at++) {
        if (PackedNode.isLeaf(nodes[at])) {
          tree += values[at] * covers[at];
        }
      }
      sum += tree / covers[roots[t]];
    }
    return sum / divisor;
  }

  private int endOfTree(int tree) {
    return tree + 1 < roots.length ? roots[tree + 1] : nodes.length;
  }

  @Override
  public int featureCount() {
    return featureCount;
  }

  @Override
  public double predict(float[] row) {
    requireWidth(row);
    double sum = base;
    int tree = 0;
    for (; tree + 3 < roots.length; tree += 4) {
      sum = addFour(sum, tree, row);
    }
    for (; tree < roots.length; tree++) {
      int at = roots[tree];
      for (int i = depths[tree]; i > 0; i--) {
        at += PackedNode.step(nodes[at], row);
      }
      sum += values[at];
    }
    return sum / divisor;
  }

  /** Walks four trees side by side: their steps do not wait for each other. */
  private double addFour(double sum, int tree, float[] row) {
    int a = roots[tree];
    int b = roots[tree + 1];
    int c = roots[tree + 2];
    int d = roots[tree + 3];
    int depth =
        Math.max(
            Math.max(depths[tree], depths[tree + 1]), Math.max(depths[tree + 2], depths[tree + 3]));
    for (int i = depth; i > 0; i--) {
      a += PackedNode.step(nodes[a], row);
      b += PackedNode.step(nodes[b], row);
      c += PackedNode.step(nodes[c], row);
      d += PackedNode.step(nodes[d], row);
    }
    return sum + values[a] + values[b] + values[c] + values[d];
  }

  /**
   * A tree stays in the processor's cache for a block of rows, where row by row the whole ensemble
   * would pass through it.
   */
  @Override
  public void predictAll(float[][] rows, int count, double[] out) {
    for (int from = 0; from < count; from += BLOCK_ROWS) {
      int to = Math.min(count, from + BLOCK_ROWS);
      for (int i = from; i < to; i++) {
        requireWidth(rows[i]);
        out[i] = base;
      }
      for (int tree = 0; tree < roots.length; tree++) {
        addTree(tree, rows, from, to, out);
      }
      for (int i = from; i < to; i++) {
        out[i] /= divisor;
      }
    }
  }

  /** Adds one tree's answers, four rows side by side. */
  private void addTree(int tree, float[][] rows, int from, int to, double[] out) {
    int root = roots[tree];
    int depth = depths[tree];
    int i = from;
    for (; i + 3 < to; i += 4) {
      float[] rowA = rows[i];
      float[] rowB = rows[i + 1];
      float[] rowC = rows[i + 2];
      float[] rowD = rows[i + 3];
      int a = root;
      int b = root;
      int c = root;
      int d = root;
      for (int level = depth; level > 0; level--) {
        a += PackedNode.step(nodes[a], rowA);
        b += PackedNode.step(nodes[b], rowB);
        c += PackedNode.step(nodes[c], rowC);
        d += PackedNode.step(nodes[d], rowD);
      }
      out[i] += values[a];
      out[i + 1] += values[b];
      out[i + 2] += values[c];
      out[i + 3] += values[d];
    }
    for (; i < to; i++) {
      int at = root;
      for (int level = depth; level > 0; level--) {
        at += PackedNode.step(nodes[at], rows[i]);
      }
      out[i] += values[at];
    }
  }

  private void requireWidth(float[] row) {
    if (row.length != featureCount) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " features for a model of " + featureCount);
    }
  }

  @Override
  public double expectedValue() {
    return expectedValue;
  }

  @Override
  public double[] contributions(float[] row) {
    requireWidth(row);
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
