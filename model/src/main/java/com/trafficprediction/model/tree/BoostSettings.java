package com.trafficprediction.model.tree;

import static com.trafficprediction.model.tree.TreeSettings.require;

/**
 * Gradient boosted trees with Huber loss (Friedman, "Greedy Function Approximation", 2001,
 * algorithm 4), or one part of an averaged set.
 *
 * @param tree shape of each tree
 * @param trees rounds, 1 to {@value ForestSettings#MAX_TREES}
 * @param shrinkage share of each tree's answer that is kept, in (0, 1]
 * @param rowShare share of the rows a tree sees, drawn without replacement, in (0, 1]
 * @param treeFeatures share of the features a tree may use, drawn per tree, in (0, 1]; cost is
 *     proportional to it
 * @param huberQuantile share of the residuals, by size, that count squared, in (0, 1); the larger
 *     ones count linearly
 */
public record BoostSettings(
    TreeSettings tree,
    int trees,
    double shrinkage,
    double rowShare,
    double treeFeatures,
    double huberQuantile) {

  public BoostSettings {
    int most = ForestSettings.MAX_TREES;
    require(trees >= 1 && trees <= most, "trees", trees, "1 to " + most);
    require(shrinkage > 0 && shrinkage <= 1, "shrinkage", shrinkage, "in (0, 1]");
    require(rowShare > 0 && rowShare <= 1, "rowShare", rowShare, "in (0, 1]");
    require(treeFeatures > 0 && treeFeatures <= 1, "treeFeatures", treeFeatures, "in (0, 1]");
    require(huberQuantile > 0 && huberQuantile < 1, "huberQuantile", huberQuantile, "in (0, 1)");
  }
}
