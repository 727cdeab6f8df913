package com.trafficprediction.model.tree;

/**
 * An ensemble's content, array by array, for writing and reading it. Nodes of all trees lie one
 * after the other; a tree is as many of them as {@code treeSizes} says, its first the root.
 *
 * <p>{@link #toEnsemble} checks everything a prediction relies on, so that made-up arrays cannot
 * make one read out of bounds or run for ever. Arrays are shared, not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between the codec and the ensemble
public record TreeArrays(
    int featureCount,
    double base,
    double divisor,
    int[] treeSizes,
    long[] nodes,
    double[] values,
    int[] covers) {
  /** Most trees of an ensemble. */
  public static final int MAX_TREES = 1 << 16;

  /** Most nodes of an ensemble: 320 MB in memory. */
  public static final int MAX_NODES = 1 << 24;

  /** The content of an ensemble. */
  public static TreeArrays of(TreeEnsemble ensemble) {
    int trees = ensemble.trees();
    int[] sizes = new int[trees];
    for (int t = 0; t < trees; t++) {
      int end = t + 1 < trees ? ensemble.roots()[t + 1] : ensemble.nodes();
      sizes[t] = end - ensemble.roots()[t];
    }
    long[] nodes = new long[ensemble.nodes()];
    double[] values = new double[nodes.length];
    int[] covers = new int[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = ensemble.node(i);
      values[i] = ensemble.value(i);
      covers[i] = ensemble.cover(i);
    }
    return new TreeArrays(
        ensemble.featureCount(), ensemble.base(), ensemble.divisor(), sizes, nodes, values, covers);
  }

  /**
   * The ensemble.
   *
   * @throws IllegalArgumentException if the arrays are not a well-formed ensemble
   */
  public TreeEnsemble toEnsemble() {
    check(featureCount >= 1 && featureCount <= PackedNode.MAX_FEATURES, "feature count");
    check(Double.isFinite(base), "base");
    check(divisor >= 1 && Double.isFinite(divisor), "divisor");
    check(nodes.length == values.length && nodes.length == covers.length, "array lengths");
    int[] roots = new int[treeSizes.length];
    int from = 0;
    for (int t = 0; t < treeSizes.length; t++) {
      roots[t] = from;
      check(treeSizes[t] >= 1 && treeSizes[t] <= nodes.length - from, "tree size");
      checkTree(from, from + treeSizes[t]);
      from += treeSizes[t];
    }
    check(from == nodes.length, "tree sizes");
    return new TreeEnsemble(featureCount, base, divisor, roots, nodes, values, covers);
  }

  /**
   * In a well-formed tree children follow their parent, lie inside the tree, and every node but the
   * root is the child of exactly one: so paths end, and cover adds up.
   */
  private void checkTree(int from, int to) {
    byte[] level = new byte[to - from];
    level[0] = 1;
    for (int at = from; at < to; at++) {
      check(level[at - from] > 0, "node without a parent");
      check(covers[at] >= 1, "cover");
      if (PackedNode.isLeaf(nodes[at])) {
        check(nodes[at] == PackedNode.LEAF && Double.isFinite(values[at]), "leaf");
        continue;
      }
      check(PackedNode.feature(nodes[at]) < featureCount, "feature of a split");
      check(Float.isFinite(PackedNode.threshold(nodes[at])), "threshold");
      int distance = PackedNode.childDistance(nodes[at]);
      check(at + distance + 1 < to, "child of a split");
      int first = at + distance;
      check(level[first - from] == 0 && level[first + 1 - from] == 0, "child of two parents");
      check((long) covers[first] + covers[first + 1] == covers[at], "cover of a split");
      byte next = (byte) (level[at - from] + 1);
      check(next <= TreeSettings.MAX_DEPTH + 1, "depth");
      level[first - from] = next;
      level[first + 1 - from] = next;
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("not a tree ensemble: wrong " + what);
    }
  }
}
