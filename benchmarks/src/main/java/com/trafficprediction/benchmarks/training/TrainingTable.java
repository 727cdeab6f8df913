package com.trafficprediction.benchmarks.training;

import java.util.List;
import java.util.Locale;

/** The comparisons as Markdown. */
final class TrainingTable {
  private static final String NOTE =
      """
      All are scored on the same test rows. XGBoost and MLlib learn what the anchor of our models
      leaves unexplained: they get our head start; MLlib has no Huber loss, its trees minimise
      squares. Features are complete, so nothing was imputed for anyone. XGBoost is tuned on the
      validation rows, and the tuning is not counted; MLlib has the settings of our preset where it
      knows them.

      cpu s: processor time of the whole process, native threads, compiler and garbage collection
      included, from rows in its memory to the model. For ours the training is done once more,
      alone, on as many rows with the same settings; what is scored, sized and timed is the run's
      own model. Peak MB: ours, the process of the whole batch run until then; XGBoost, this
      benchmark's process with all its rows; MLlib, a process of its own for each model, local[2].
      µs: one row, one thread, warmed up, median; ours and XGBoost with the anchor, XGBoost
      by the call of its Java library that needs no matrix. MB: the model as it is stored, MLlib's a
      directory.
      """;

  private TrainingTable() {}

  /**
   * @param peers what to say of the peers' rows, or of why there are none
   */
  static String of(List<Comparison> results, String peers) {
    StringBuilder table = new StringBuilder(NOTE).append('\n').append(peers).append("\n\n");
    table.append(
        """
        | minutes | model | train rows | test rows | MAE km/h | congested | cpu s | peak MB | MB | µs | settings |
        | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: | --- |
        """);
    for (Comparison result : results) {
      table.append(row(result, result.boosted()));
      table.append(row(result, result.peer()));
      table.append(
          String.format(
              Locale.ROOT,
              "| %d | **ratio of these two** | | | **%.3f** | **%.3f** | **%.2f** | | %.2f | %.2f | |%n",
              result.horizonMinutes(),
              result.maeRatio(),
              result.congestedRatio(),
              result.cpuRatio(),
              (double) result.boosted().cost().bytes() / result.peer().cost().bytes(),
              result.boosted().cost().microsPerRow() / result.peer().cost().microsPerRow()));
      result.others().forEach(other -> table.append(row(result, other)));
    }
    return table.toString();
  }

  private static String row(Comparison result, Contender model) {
    Contender.Cost cost = model.cost();
    return String.format(
        Locale.ROOT,
        "| %d | %s | %,d | %,d | %.4f | %.3f | %.1f | %s | %.2f | %.2f | %s |%n",
        result.horizonMinutes(),
        model.name(),
        model.trainRows(),
        result.testRows(),
        model.mae(),
        model.congestedMae(),
        cost.cpuSeconds(),
        Double.isNaN(cost.peakMegabytes())
            ? "not known"
            : String.format(Locale.ROOT, "%,.0f", cost.peakMegabytes()),
        cost.bytes() / 1e6,
        cost.microsPerRow(),
        model.settings());
  }
}
