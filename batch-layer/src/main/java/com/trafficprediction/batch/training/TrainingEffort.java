package com.trafficprediction.batch.training;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.model.preset.TrainingPreset;
import com.trafficprediction.model.tree.TreeTrainer;

/**
 * How one family of trees is trained: in so many parts of so many rows, which are averaged.
 *
 * @param parts parts trained on disjoint samples
 * @param rows rows of each part, about
 * @param trainer how a part is trained
 */
record TrainingEffort(int parts, int rows, TreeTrainer trainer) {
  /** Rows whose contributions are averaged into a model's importances, over all its parts. */
  static final int EXPLAINED_ROWS = 200;

  /** The effort for a model of trees; linear regression takes all rows in one piece. */
  static TrainingEffort of(String preset, ModelName model) {
    TrainingPreset settings = settings(preset);
    if (model.quantity() == Quantity.VOLUME) {
      return new TrainingEffort(1, settings.flowRows(), settings.flowTrainer());
    }
    return switch (model.family()) {
      case DECISION_TREE -> new TrainingEffort(1, settings.treeRows(), settings.treeTrainer());
      case RANDOM_FOREST ->
          new TrainingEffort(
              settings.forestParts(), settings.forestRows(), settings.forestTrainer());
      case GRADIENT_BOOSTED_TREES ->
          new TrainingEffort(settings.boostParts(), settings.boostRows(), settings.boostTrainer());
      case LINEAR_REGRESSION ->
          throw new IllegalArgumentException("linear regression takes all rows");
    };
  }

  /** Rows that all parts of a model learn from together. */
  static long rowsWanted(String preset, ModelName model) {
    if (model.family() == ModelFamily.LINEAR_REGRESSION) {
      return Integer.MAX_VALUE;
    }
    TrainingEffort effort = of(preset, model);
    return (long) effort.parts() * effort.rows();
  }

  /** The preset of this name. */
  static TrainingPreset settings(String name) {
    return switch (name) {
      case "quick" -> TrainingPreset.QUICK;
      case "full" -> TrainingPreset.FULL;
      default -> throw JobException.usage("--preset " + name + ": use quick or full");
    };
  }
}
