package com.trafficprediction.model;

import com.trafficprediction.core.forecast.PointModel;

/**
 * A model that can say what each feature added to a prediction. For every row, the expected value
 * plus the sum of the contributions is the prediction, up to rounding.
 *
 * <p>Immutable and thread-safe, like every {@link PointModel}.
 */
public interface ExplainedModel extends PointModel {

  /** The prediction before anything is known about a row, in the unit of the target. */
  double expectedValue();

  /**
   * What each feature adds to {@link #expectedValue()}, in the unit of the target.
   *
   * @param row as in {@link #predict}
   * @return one number per feature, in the order of the row; a new array
   */
  double[] contributions(float[] row);
}
