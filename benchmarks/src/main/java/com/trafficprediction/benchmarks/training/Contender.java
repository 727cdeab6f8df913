package com.trafficprediction.benchmarks.training;

/**
 * One model of one horizon.
 *
 * @param name who made it, and the family
 * @param trainRows rows it learnt from
 * @param settings how it was trained
 * @param mae mean absolute error, km/h
 * @param congestedMae of rows with a congested target, km/h
 * @param cost what it takes
 */
record Contender(
    String name, long trainRows, String settings, double mae, double congestedMae, Cost cost) {

  /**
   * What a model takes.
   *
   * @param cpuSeconds processor time of a process that turns rows in its memory into the model,
   *     garbage collection and compiler included
   * @param peakMegabytes most memory of the process that trained; NaN where nobody says
   * @param bytes size of the model when it is stored
   * @param microsPerRow a prediction of one row, median, one thread
   */
  record Cost(double cpuSeconds, double peakMegabytes, long bytes, double microsPerRow) {}

  /** A model with its errors in the rows that are scored: those with an observed origin. */
  static Contender of(
      String name, long trainRows, String settings, Cost cost, double[] answers, Rows test) {
    Rows.Errors errors = test.errors(answers);
    return new Contender(name, trainRows, settings, errors.all(), errors.congested(), cost);
  }
}
