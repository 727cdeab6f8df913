package com.trafficprediction.model.tree;

import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import smile.base.cart.Loss;

/**
 * Grows a random forest or a part of one, squared loss: each tree on its own sample of the rows,
 * each split on its own sample of the features (Breiman, "Random Forests", 2001).
 *
 * @param settings shape and size
 */
public record RandomForestTrainer(ForestSettings settings) implements TreeTrainer {

  @Override
  public ModelFamily family() {
    return ModelFamily.RANDOM_FOREST;
  }

  @Override
  public TreeEnsemble train(TrainingRows rows, long seed, TrainingProgress progress) {
    RowSamples.requireRows(rows);
    BinnedRows binned = BinnedRows.of(rows, settings.tree().bins());
    TreeSample sample = new TreeSample(binned, Loss.ls(rows.targets()));
    SplittableRandom random = new SplittableRandom(seed);
    SmileRandom.seedThisThread(random.nextLong());
    RowSamples samples = new RowSamples(rows.size(), settings.rowShare(), random);
    int[] columns = IntStream.range(0, rows.featureCount()).toArray();
    int tried = RowSamples.share(columns.length, settings.splitFeatures());
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(rows.featureCount());
    builder.add(0, settings.trees());
    for (int t = 1; t <= settings.trees(); t++) {
      sample.fill(samples.draw(), columns);
      builder.add(FlatTree.of(new GrownTree(sample, settings.tree(), tried)), 1);
      progress.done((double) t / settings.trees());
    }
    return builder.build();
  }
}
