package com.trafficprediction.model.linear;

import com.trafficprediction.model.ExplainedModel;
import java.util.Arrays;

/**
 * Intercept plus a weighted sum of the features, added in the order of the row. Immutable and
 * thread-safe.
 */
public final class LinearModel implements ExplainedModel {
  private final double intercept;
  private final double[] coefficients;
  private final double[] means;

  /**
   * A model of given numbers, all finite.
   *
   * @param intercept prediction for a row of zeros
   * @param coefficients one per feature; copied
   * @param means mean of each feature over the training rows: contributions are counted from it;
   *     copied
   */
  public LinearModel(double intercept, double[] coefficients, double[] means) {
    if (coefficients.length == 0 || coefficients.length != means.length) {
      throw new IllegalArgumentException(
          coefficients.length + " coefficients and " + means.length + " means do not match");
    }
    boolean finite =
        Double.isFinite(intercept)
            && Arrays.stream(coefficients).allMatch(Double::isFinite)
            && Arrays.stream(means).allMatch(Double::isFinite);
    if (!finite) {
      throw new IllegalArgumentException("a linear model's numbers must be finite");
    }
    this.intercept = intercept;
    this.coefficients = coefficients.clone();
    this.means = means.clone();
  }

  @Override
  public int featureCount() {
    return coefficients.length;
  }

  @Override
  public double predict(float[] row) {
    requireLength(row);
    double sum = intercept;
    for (int j = 0; j < row.length; j++) {
      sum += coefficients[j] * row[j];
    }
    return sum;
  }

  @Override
  public double expectedValue() {
    double sum = intercept;
    for (int j = 0; j < means.length; j++) {
      sum += coefficients[j] * means[j];
    }
    return sum;
  }

  @Override
  public double[] contributions(float[] row) {
    requireLength(row);
    double[] added = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      added[j] = coefficients[j] * (row[j] - means[j]);
    }
    return added;
  }

  private void requireLength(float[] row) {
    if (row.length != coefficients.length) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " features for a model of " + coefficients.length);
    }
  }

  public double intercept() {
    return intercept;
  }

  /** A copy of the coefficients, one per feature. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** A copy of the features' means. */
  public double[] means() {
    return means.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearModel that
        && Double.compare(intercept, that.intercept) == 0
        && Arrays.equals(coefficients, that.coefficients)
        && Arrays.equals(means, that.means);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(coefficients) + Double.hashCode(intercept);
  }

  @Override
  public String toString() {
    return "LinearModel[" + coefficients.length + " features]";
  }
}
