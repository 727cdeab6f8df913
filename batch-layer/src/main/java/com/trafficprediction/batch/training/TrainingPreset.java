package com.trafficprediction.batch.training;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.model.tree.BoostSettings;
import com.trafficprediction.model.tree.BoostedTreesTrainer;
import com.trafficprediction.model.tree.DecisionTreeTrainer;
import com.trafficprediction.model.tree.ForestSettings;
import com.trafficprediction.model.tree.RandomForestTrainer;
import com.trafficprediction.model.tree.TreeSettings;
import com.trafficprediction.model.tree.TreeTrainer;
import java.util.List;

/**
 * How much training a run does.
 *
 * <p>The budget of {@code full} is stated in docs/adr: the whole batch run of four weeks of 190
 * segments stays within ten minutes on two cores.
 *
 * @param key its name on the command line
 * @param tree effort for the lone tree
 * @param forest effort for the forest
 * @param boosted effort for the boosted trees
 */
public record TrainingPreset(String key, Effort tree, Effort forest, Effort boosted) {
  /** For a try: a small part of the rows, shallow trees. */
  public static final TrainingPreset QUICK =
      new TrainingPreset(
          "quick",
          new Effort(1, 30_000, new DecisionTreeTrainer(new TreeSettings(8, 128, 50, 128))),
          new Effort(
              1,
              20_000,
              new RandomForestTrainer(
                  new ForestSettings(new TreeSettings(10, 512, 20, 128), 20, 0.6, 0.34))),
          new Effort(
              1,
              40_000,
              new BoostedTreesTrainer(
                  new BoostSettings(new TreeSettings(6, 48, 40, 128), 80, 0.12, 0.5, 0.5, 0.7))));

  /** For use. */
  public static final TrainingPreset FULL =
      new TrainingPreset(
          "full",
          new Effort(1, 200_000, new DecisionTreeTrainer(TreeSettings.DECISION_TREE)),
          new Effort(
              2,
              60_000,
              new RandomForestTrainer(
                  new ForestSettings(new TreeSettings(14, 2048, 10, 255), 25, 0.6, 0.34))),
          new Effort(
              2,
              120_000,
              new BoostedTreesTrainer(
                  new BoostSettings(new TreeSettings(7, 96, 40, 255), 200, 0.07, 0.5, 0.5, 0.7))));

  /** Rows whose contributions are averaged into a model's importances. */
  static final int EXPLAINED_ROWS = 200;

  /**
   * The effort for one model.
   *
   * @param parts parts trained on disjoint samples and averaged
   * @param rows rows of each part
   * @param trainer how a part is trained
   */
  public record Effort(int parts, int rows, TreeTrainer trainer) {}

  /** The preset of this name. */
  public static TrainingPreset of(String name) {
    for (TrainingPreset preset : List.of(QUICK, FULL)) {
      if (preset.key().equals(name)) {
        return preset;
      }
    }
    throw JobException.usage("--preset " + name + ": use quick or full");
  }

  /** The effort for a family of trees. */
  Effort effort(ModelFamily family) {
    return switch (family) {
      case DECISION_TREE -> tree;
      case RANDOM_FOREST -> forest;
      case GRADIENT_BOOSTED_TREES -> boosted;
      case LINEAR_REGRESSION ->
          throw new IllegalArgumentException("linear regression takes all rows");
    };
  }
}
