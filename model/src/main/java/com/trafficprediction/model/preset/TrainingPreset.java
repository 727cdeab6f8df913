package com.trafficprediction.model.preset;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.model.linear.NormalEquations;
import com.trafficprediction.model.tree.BoostSettings;
import com.trafficprediction.model.tree.BoostedTreesTrainer;
import com.trafficprediction.model.tree.DecisionTreeTrainer;
import com.trafficprediction.model.tree.ForestSettings;
import com.trafficprediction.model.tree.RandomForestTrainer;
import com.trafficprediction.model.tree.TreeSettings;

/**
 * Settings for all families together, and in how many parts of how many rows each is trained.
 *
 * @param tree the lone tree
 * @param treeRows rows it is trained on, at most
 * @param forest one part of the forest
 * @param forestParts parts of the forest
 * @param forestRows rows per part, at most
 * @param boost one part of the boosted set
 * @param boostParts parts of the boosted set
 * @param boostRows rows per part, at most
 * @param flow the boosted trees of volume, in one part: averaging more gains little where only the
 *     hour's flow is asked for
 * @param flowRows rows they are trained on, at most
 * @param ridge penalty of the linear regression, see {@link NormalEquations#solve}
 */
public record TrainingPreset(
    TreeSettings tree,
    int treeRows,
    ForestSettings forest,
    int forestParts,
    int forestRows,
    BoostSettings boost,
    int boostParts,
    int boostRows,
    BoostSettings flow,
    int flowRows,
    double ridge) {

  /**
   * For synthetic data, tests and first tries: small trees, few rows. What a training costs is in
   * the run's metadata and report.
   */
  public static final TrainingPreset QUICK =
      new TrainingPreset(
          new TreeSettings(9, 256, 50, 64),
          50_000,
          new ForestSettings(new TreeSettings(10, 512, 20, 64), 10, 0.5, 0.33),
          2,
          20_000,
          new BoostSettings(new TreeSettings(6, 48, 20, 64), 80, 0.1, 0.5, 0.5, 0.8),
          2,
          30_000,
          new BoostSettings(new TreeSettings(6, 48, 20, 64), 80, 0.1, 0.5, 0.5, 0.8),
          30_000,
          NormalEquations.DEFAULT_RIDGE);

  /**
   * For real data, weeks of a network of some hundred stations. What its boosted sets cost beside
   * XGBoost's is in {@code docs/benchmarks.md}.
   */
  public static final TrainingPreset FULL =
      new TrainingPreset(
          new TreeSettings(9, 256, 100, 255),
          400_000,
          new ForestSettings(new TreeSettings(16, 4096, 5, 255), 20, 0.5, 0.33),
          2,
          100_000,
          new BoostSettings(new TreeSettings(10, 256, 60, 255), 300, 0.06, 0.5, 0.7, 0.85),
          2,
          400_000,
          new BoostSettings(new TreeSettings(8, 128, 20, 255), 200, 0.06, 0.5, 0.5, 0.8),
          200_000,
          NormalEquations.DEFAULT_RIDGE);

  /** The trainer of the lone tree. */
  public DecisionTreeTrainer treeTrainer() {
    return new DecisionTreeTrainer(tree);
  }

  /** The trainer of one part of the forest. */
  public RandomForestTrainer forestTrainer() {
    return new RandomForestTrainer(forest);
  }

  /** The trainer of one part of the boosted set. */
  public BoostedTreesTrainer boostTrainer() {
    return new BoostedTreesTrainer(boost);
  }

  /** The trainer of the boosted trees of volume. */
  public BoostedTreesTrainer flowTrainer() {
    return new BoostedTreesTrainer(flow);
  }

  /**
   * How much of a forecast's anchor is the current speed; the rest is the profile at the target
   * time. The further ahead, the less now tells.
   */
  public static double currentShare(Horizon horizon) {
    return switch (horizon) {
      case MINUTES_15, MINUTES_30 -> 0.75;
      case MINUTES_60 -> 0.5;
    };
  }
}
