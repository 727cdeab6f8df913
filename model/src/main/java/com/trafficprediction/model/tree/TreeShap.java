package com.trafficprediction.model.tree;

/**
 * Exact Shapley values of one row, given what the trees know about the training rows (Lundberg,
 * Erion and Lee, "Consistent Individualized Feature Attribution for Tree Ensembles", 2018,
 * algorithm 2). Time grows with leaves and the square of depth.
 *
 * <p>The path of features split on so far is kept with, for each, the share of training rows that
 * go this way when the feature is unknown ("zero"), whether the row goes this way when it is known
 * ("one"), and the weight of all subsets of each size. Each level works on its own copy of the
 * path, laid out behind its parent's.
 */
final class TreeShap {
  private static final int NO_FEATURE = -1;
  private static final int PATHS = (TreeSettings.MAX_DEPTH + 3) * (TreeSettings.MAX_DEPTH + 4) / 2;

  private final TreeEnsemble ensemble;
  private final float[] row;
  private final double[] phi;
  private final int[] feature = new int[PATHS];
  private final double[] zero = new double[PATHS];
  private final double[] one = new double[PATHS];
  private final double[] weight = new double[PATHS];

  TreeShap(TreeEnsemble ensemble, float[] row) {
    this.ensemble = ensemble;
    this.row = row;
    this.phi = new double[ensemble.featureCount()];
  }

  /** What each feature adds to the sum of the trees, before the divisor. */
  double[] contributions() {
    for (int root : ensemble.roots()) {
      visit(root, 0, 0, 1, 1, NO_FEATURE);
    }
    return phi.clone();
  }

  /**
   * @param parent where the parent's path begins
   * @param length of the parent's path
   */
  private void visit(
      int at, int parent, int length, double zeroShare, double oneShare, int splitFeature) {
    int path = parent + length;
    System.arraycopy(feature, parent, feature, path, length);
    System.arraycopy(zero, parent, zero, path, length);
    System.arraycopy(one, parent, one, path, length);
    System.arraycopy(weight, parent, weight, path, length);
    extend(path, length, zeroShare, oneShare, splitFeature);
    long node = ensemble.node(at);
    if (PackedNode.isLeaf(node)) {
      addLeaf(path, length, ensemble.value(at));
      return;
    }
    int splitOn = PackedNode.feature(node);
    int first = at + PackedNode.childDistance(node);
    boolean goesFirst = row[splitOn] <= PackedNode.threshold(node);
    int hot = goesFirst ? first : first + 1;
    int cold = goesFirst ? first + 1 : first;
    double zeroBefore = 1;
    double oneBefore = 1;
    int last = length;
    for (int k = 1; k <= length; k++) {
      if (feature[path + k] == splitOn) {
        zeroBefore = zero[path + k];
        oneBefore = one[path + k];
        unwind(path, length, k);
        last = length - 1;
        break;
      }
    }
    double cover = ensemble.cover(at);
    double hotShare = zeroBefore * ensemble.cover(hot) / cover;
    double coldShare = zeroBefore * ensemble.cover(cold) / cover;
    visit(hot, path, last + 1, hotShare, oneBefore, splitOn);
    visit(cold, path, last + 1, coldShare, 0, splitOn);
  }

  private void addLeaf(int path, int last, double value) {
    for (int k = 1; k <= last; k++) {
      double share = unwoundSum(path, last, k);
      phi[feature[path + k]] += share * (one[path + k] - zero[path + k]) * value;
    }
  }

  private void extend(int path, int last, double zeroShare, double oneShare, int splitFeature) {
    feature[path + last] = splitFeature;
    zero[path + last] = zeroShare;
    one[path + last] = oneShare;
    weight[path + last] = last == 0 ? 1 : 0;
    for (int i = last - 1; i >= 0; i--) {
      weight[path + i + 1] += oneShare * weight[path + i] * (i + 1) / (last + 1);
      weight[path + i] = zeroShare * weight[path + i] * (last - i) / (last + 1);
    }
  }

  private void unwind(int path, int last, int k) {
    double oneShare = one[path + k];
    double zeroShare = zero[path + k];
    double next = weight[path + last];
    for (int i = last - 1; i >= 0; i--) {
      if (oneShare != 0) {
        double before = weight[path + i];
        weight[path + i] = next * (last + 1) / ((i + 1) * oneShare);
        next = before - weight[path + i] * zeroShare * (last - i) / (last + 1);
      } else {
        weight[path + i] = weight[path + i] * (last + 1) / (zeroShare * (last - i));
      }
    }
    for (int i = k; i < last; i++) {
      feature[path + i] = feature[path + i + 1];
      zero[path + i] = zero[path + i + 1];
      one[path + i] = one[path + i + 1];
    }
  }

  private double unwoundSum(int path, int last, int k) {
    double oneShare = one[path + k];
    double zeroShare = zero[path + k];
    double next = weight[path + last];
    double total = 0;
    for (int i = last - 1; i >= 0; i--) {
      if (oneShare != 0) {
        double part = next * (last + 1) / ((i + 1) * oneShare);
        total += part;
        next = weight[path + i] - part * zeroShare * (last - i) / (last + 1);
      } else {
        total += weight[path + i] * (last + 1) / (zeroShare * (last - i));
      }
    }
    return total;
  }
}
