package com.trafficprediction.batch.plan;

import java.util.List;

/**
 * The fixed points of one run.
 *
 * @param run its id
 * @param dataset the data set's name
 * @param network content hash of the network as imported
 * @param fromMillis first instant of the data, epoch milliseconds, on the window grid
 * @param untilMillis the watermark: the run knows nothing from here on, on the window grid
 * @param trainPercent share of the time that models are trained on
 * @param validationPercent share after it for selection and calibration; the rest is the test split
 * @param seed root of all randomness
 * @param preset training preset, {@code quick} or {@code full}
 * @param minObservedPercent a segment takes part in training and scoring when at least this share
 *     of its training split was observed
 * @param inputs the frozen list of raw files
 */
public record RunPlan(
    String run,
    String dataset,
    String network,
    long fromMillis,
    long untilMillis,
    int trainPercent,
    int validationPercent,
    long seed,
    String preset,
    int minObservedPercent,
    List<String> inputs) {
  public RunPlan {
    inputs = List.copyOf(inputs);
    if (fromMillis >= untilMillis) {
      throw new IllegalArgumentException("a run needs time between its start and its watermark");
    }
    if (trainPercent < 1 || validationPercent < 0 || trainPercent + validationPercent >= 100) {
      throw new IllegalArgumentException(
          "split "
              + trainPercent
              + "/"
              + validationPercent
              + " leaves no training or no test data: use percentages such as 70/10");
    }
  }
}
