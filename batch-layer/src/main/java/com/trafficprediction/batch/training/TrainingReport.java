package com.trafficprediction.batch.training;

import java.util.List;
import java.util.Map;

/**
 * What training did, model by model.
 *
 * @param models one entry per model
 */
public record TrainingReport(List<Entry> models) {
  public TrainingReport {
    models = List.copyOf(models);
  }

  /**
   * One model, its parts together.
   *
   * @param family family key
   * @param quantity {@code speed} or {@code volume}
   * @param horizon minutes ahead
   * @param parts parts averaged
   * @param rows rows learnt from
   * @param cpuSeconds processor time of growing and solving
   * @param bytes size of the model file
   * @param importances mean absolute contribution of each feature, in the unit of the target
   */
  public record Entry(
      String family,
      String quantity,
      int horizon,
      int parts,
      long rows,
      double cpuSeconds,
      long bytes,
      Map<String, Double> importances) {}
}
