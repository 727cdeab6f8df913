package com.trafficprediction.serving.accuracy;

import java.util.List;

/**
 * How a model did, live. Speeds are km/h; NaN where nothing was counted.
 *
 * @param modelVersion which model
 * @param horizonMinutes how far ahead
 * @param n forecasts whose target was observed
 * @param mae mean absolute error
 * @param rmse root of the mean squared error
 * @param bias mean of forecast minus observed
 * @param compared those of them with an observed speed at the origin
 * @param comparedMae mean absolute error of those
 * @param persistenceMae mean absolute error of "it stays as it is", on the same
 * @param coverage share of outcomes inside the interval; 0.9 is aimed at
 * @param meanWidthKmh mean width of the interval
 * @param congested the same where the outcome was under 45 mph
 * @param category how well categories and their confidence did
 */
public record Score(
    String modelVersion,
    int horizonMinutes,
    long n,
    double mae,
    double rmse,
    double bias,
    long compared,
    double comparedMae,
    double persistenceMae,
    double coverage,
    double meanWidthKmh,
    Congested congested,
    Category category) {

  /** Where the outcome was congested. */
  public record Congested(long n, double mae, double coverage) {}

  /**
   * Categories.
   *
   * @param accuracy share of outcomes in the forecast category
   * @param brier mean squared difference of confidence and outcome
   * @param calibration outcomes by confidence: well calibrated when share follows confidence
   */
  public record Category(double accuracy, double brier, List<Bin> calibration) {}

  /** Forecasts of about one confidence. */
  public record Bin(long n, double meanConfidence, double shareRight) {}
}
