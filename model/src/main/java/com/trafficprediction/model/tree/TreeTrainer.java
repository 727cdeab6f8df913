package com.trafficprediction.model.tree;

import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;

/**
 * Fits one family of tree models. Immutable and thread-safe: two trainings may run side by side.
 *
 * <p>A large set is trained in parts, each on its own random sample of the rows and with its own
 * seed (see {@link com.trafficprediction.core.random.Seeds}), and merged by {@link
 * TreeEnsemble#merge}:
 *
 * <pre>{@code
 * TreeTrainer trainer = new BoostedTreesTrainer(settings);
 * TreeEnsemble part = trainer.train(rows, seeds.seed("boost/30", partNumber), context::progress);
 * TreeEnsemble whole = TreeEnsemble.merge(parts); // parts in the order of their numbers
 * }</pre>
 */
public sealed interface TreeTrainer
    permits DecisionTreeTrainer, RandomForestTrainer, BoostedTreesTrainer {

  ModelFamily family();

  /**
   * Trains on the calling thread alone, so that its cpu time is the thread's. Equal rows in equal
   * order, settings and seed give bit-equal ensembles, whatever else the JVM does.
   *
   * @param rows at least one; random samples train better than ranges of time
   * @param seed different for each part; 0 is allowed
   */
  TreeEnsemble train(TrainingRows rows, long seed, TrainingProgress progress);
}
