package com.trafficprediction.model.tree;

import com.trafficprediction.model.TrainingRows;
import java.util.SplittableRandom;

/** Made-up rows with a known relation between features and target. */
public final class SampleRows {
  public static final int FEATURES = 6;

  private SampleRows() {}

  /** Rows of a noisy, stepped and interacting relation. */
  public static TrainingRows of(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TrainingRows sample = new TrainingRows(FEATURES, rows);
    for (int i = 0; i < rows; i++) {
      float[] row = row(random);
      sample.add(row, relation(row) + random.nextDouble() - 0.5);
    }
    return sample;
  }

  /** Rows whose features take few values, so that each value gets a bin of its own. */
  public static TrainingRows coarse(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TrainingRows sample = new TrainingRows(FEATURES, rows);
    for (int i = 0; i < rows; i++) {
      float[] row = new float[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        row[j] = random.nextInt(20 * (j + 1));
      }
      sample.add(row, row[0] * 3 - row[1] + (row[2] > 30 ? 40 : 0) + random.nextDouble());
    }
    return sample;
  }

  public static float[] row(SplittableRandom random) {
    float[] row = new float[FEATURES];
    for (int j = 0; j < FEATURES; j++) {
      row[j] = (float) (100 * random.nextDouble());
    }
    return row;
  }

  public static double relation(float[] row) {
    return row[0] > 50 ? row[1] : 100 - row[1] + (row[2] > 20 ? row[3] / 4 : 10);
  }

  public static double meanAbsoluteError(TreeEnsemble model, TrainingRows rows) {
    float[] row = new float[FEATURES];
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      rows.copyRow(i, row);
      sum += Math.abs(rows.target(i) - model.predict(row));
    }
    return sum / rows.size();
  }
}
