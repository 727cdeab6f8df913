package com.trafficprediction.batch.plan;

import com.trafficprediction.core.evaluation.SplitShares;
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
    shares(trainPercent, validationPercent);
  }

  /** How the time is shared out. */
  public SplitShares shares() {
    return shares(trainPercent, validationPercent);
  }

  private static SplitShares shares(int train, int validation) {
    return new SplitShares(train, validation, 100 - train - validation);
  }
}
