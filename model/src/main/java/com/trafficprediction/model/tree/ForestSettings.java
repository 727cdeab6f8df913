package com.trafficprediction.model.tree;

import static com.trafficprediction.model.tree.TreeSettings.require;

/**
 * A random forest, or one part of it.
 *
 * @param tree shape of each tree
 * @param trees trees grown by one training, 1 to {@value #MAX_TREES}
 * @param rowShare share of the rows a tree sees, drawn without replacement, in (0, 1]
 * @param splitFeatures share of the features tried at each split, in (0, 1]
 */
public record ForestSettings(TreeSettings tree, int trees, double rowShare, double splitFeatures) {
  /** Most trees of one training. */
  public static final int MAX_TREES = 5_000;

  public ForestSettings {
    require(trees >= 1 && trees <= MAX_TREES, "trees", trees, "1 to " + MAX_TREES);
    require(rowShare > 0 && rowShare <= 1, "rowShare", rowShare, "in (0, 1]");
    require(splitFeatures > 0 && splitFeatures <= 1, "splitFeatures", splitFeatures, "in (0, 1]");
  }
}
