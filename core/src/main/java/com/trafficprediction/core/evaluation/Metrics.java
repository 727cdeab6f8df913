package com.trafficprediction.core.evaluation;

/**
 * Measures of forecasts against observed values, in the unit of what was forecast. Every measure is
 * NaN where it is not defined: without a row, or R² of constant observations.
 *
 * @param n scored forecasts
 * @param mae mean absolute error
 * @param rmse root of the mean squared error
 * @param mapePercent mean absolute error in percent of the observed value, over all rows but those
 *     in {@code mapeExcluded}
 * @param r2 coefficient of determination: 1 minus squared error over the variance of the observed
 *     values of the same rows
 * @param bias mean of forecast minus observed
 * @param mapeExcluded rows left out of MAPE because the observed value is under {@link
 *     ErrorScale#percentageFloor}
 */
public record Metrics(
    long n,
    double mae,
    double rmse,
    double mapePercent,
    double r2,
    double bias,
    long mapeExcluded) {

  /** No row was scored. */
  public static final Metrics NONE =
      new Metrics(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
}
