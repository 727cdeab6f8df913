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
}
