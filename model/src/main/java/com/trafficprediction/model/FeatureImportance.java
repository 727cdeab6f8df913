package com.trafficprediction.model;

import java.util.SplittableRandom;

/**
 * What a model looks at: the mean size of each feature's contribution over a sample of rows, in the
 * unit of the target.
 */
public final class FeatureImportance {
  private FeatureImportance() {}

  /**
   * Mean absolute contribution per feature.
   *
   * @param rows rows to explain, held-out ones for an honest picture; at least one
   * @param sampleRows rows looked at, at most; explaining a row of a boosted set takes milliseconds
   * @param seed of the sample
   * @return one number at or above 0 per feature
   */
  public static double[] of(ExplainedModel model, TrainingRows rows, int sampleRows, long seed) {
    if (rows.size() == 0 || sampleRows < 1) {
      throw new IllegalArgumentException(
          "no rows to explain: " + rows.size() + " given, " + sampleRows + " asked for");
    }
    SplittableRandom random = new SplittableRandom(seed);
    boolean all = rows.size() <= sampleRows;
    int looked = all ? rows.size() : sampleRows;
    double[] sum = new double[rows.featureCount()];
    float[] row = new float[rows.featureCount()];
    for (int i = 0; i < looked; i++) {
      rows.copyRow(all ? i : random.nextInt(rows.size()), row);
      double[] contributions = model.contributions(row);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += Math.abs(contributions[j]);
      }
    }
    for (int j = 0; j < sum.length; j++) {
      sum[j] /= looked;
    }
    return sum;
  }
}
