package com.trafficprediction.model.tree;

import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;
import java.util.SplittableRandom;
import smile.base.cart.Loss;

/**
 * Boosts trees one after the other, each on what the ones before leave unexplained, with Smile's
 * Huber loss.
 *
 * <p>The rounds are driven here and not by Smile's {@code GradientTreeBoost}: that one takes no
 * seed, draws no features per tree, and predicts every row of the training set through objects.
 *
 * @param settings shape and size
 */
public record BoostedTreesTrainer(BoostSettings settings) implements TreeTrainer {

  @Override
  public ModelFamily family() {
    return ModelFamily.GRADIENT_BOOSTED_TREES;
  }

  @Override
  public TreeEnsemble train(TrainingRows rows, long seed, TrainingProgress progress) {
    RowSamples.requireRows(rows);
    BinnedRows binned = BinnedRows.of(rows, settings.tree().bins());
    Loss loss = Loss.huber(settings.huberQuantile());
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(rows.featureCount());
    builder.add(loss.intercept(rows.targets()), 1);
    double[] residual = loss.residual();
    TreeSample sample = new TreeSample(binned, loss);
    SplittableRandom random = new SplittableRandom(seed);
    SmileRandom.seedThisThread(random.nextLong());
    RowSamples rowSamples = new RowSamples(rows.size(), settings.rowShare(), random.split());
    RowSamples features =
        new RowSamples(rows.featureCount(), settings.treeFeatures(), random.split());
    for (int t = 1; t <= settings.trees(); t++) {
      int[] columns = features.draw();
      sample.fill(rowSamples.draw(), columns);
      FlatTree tree = FlatTree.of(new GrownTree(sample, settings.tree(), columns.length));
      builder.add(tree, settings.shrinkage());
      for (int i = 0; i < residual.length; i++) {
        residual[i] -= settings.shrinkage() * tree.predict(binned, i);
      }
      progress.done((double) t / settings.trees());
    }
    return builder.build();
  }
}
