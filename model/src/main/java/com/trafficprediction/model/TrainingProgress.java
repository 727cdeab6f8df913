package com.trafficprediction.model;

/**
 * Hears how far a training is, on the thread that trains. A task of a cluster reports itself alive
 * from here. Throwing from it ends the training.
 */
@FunctionalInterface
public interface TrainingProgress {
  /** For callers that need no progress. */
  TrainingProgress NONE = share -> {};

  /**
   * Called often: after each tree.
   *
   * @param share of the work done, in (0, 1]
   */
  void done(double share);
}
