package com.trafficprediction.benchmarks.training;

/**
 * Both sets of boosted trees at one horizon, on the same test rows.
 *
 * @param horizonMinutes how far ahead
 * @param trainRows rows to learn from
 * @param testRows rows scored, those with an observed origin
 * @param settings what tuning chose for XGBoost, with its rounds
 * @param ours our figures
 * @param peer XGBoost's
 */
record Comparison(
    int horizonMinutes,
    long trainRows,
    long testRows,
    String settings,
    Figures ours,
    Figures peer) {

  /**
   * Figures of one model.
   *
   * @param mae mean absolute error, km/h
   * @param congestedMae of rows with a congested target, km/h
   * @param cpuSeconds processor time of training, tuning not included
   * @param bytes size of the model
   */
  record Figures(double mae, double congestedMae, double cpuSeconds, long bytes) {}

  double maeRatio() {
    return ours.mae / peer.mae;
  }

  double congestedRatio() {
    return ours.congestedMae / peer.congestedMae;
  }

  double cpuRatio() {
    return ours.cpuSeconds / peer.cpuSeconds;
  }
}
