package com.trafficprediction.core.forecast;

/**
 * A fitted regression: a row of features in, one number out. Implementations are immutable and
 * thread-safe, and give bit-equal answers for equal rows on every machine.
 */
public interface PointModel {

  /** Length of the rows that {@link #predict} takes. */
  int featureCount();

  /**
   * The prediction for one row.
   *
   * @param row features in the order of the model's feature set, no NaN; not modified, not kept
   */
  double predict(float[] row);

  /**
   * The predictions for many rows at once, bit-equal to those of {@link #predict(float[])}. Models
   * that are larger than a processor's cache are much faster this way.
   *
   * @param rows rows as above
   * @param count how many of them, from the first, to predict
   * @param out receives the predictions at the places of their rows
   */
  default void predictAll(float[][] rows, int count, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = predict(rows[i]);
    }
  }
}
