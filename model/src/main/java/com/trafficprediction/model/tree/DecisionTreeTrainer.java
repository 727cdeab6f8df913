package com.trafficprediction.model.tree;

import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;

/**
 * Trains a lone regression tree on all rows, squared loss.
 *
 * @param settings its shape
 */
public record DecisionTreeTrainer(TreeSettings settings) implements TreeTrainer {

  @Override
  public ModelFamily family() {
    return ModelFamily.DECISION_TREE;
  }

  @Override
  public TreeEnsemble train(TrainingRows rows, long seed, TrainingProgress progress) {
    ForestSettings lone = new ForestSettings(settings, 1, 1, 1);
    return new RandomForestTrainer(lone).train(rows, seed, progress);
  }
}
