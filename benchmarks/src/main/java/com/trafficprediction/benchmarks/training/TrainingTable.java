package com.trafficprediction.benchmarks.training;

import java.util.List;
import java.util.Locale;

/** The comparisons as a Markdown table. */
final class TrainingTable {
  private TrainingTable() {}

  static String of(List<Comparison> results) {
    StringBuilder table =
        new StringBuilder(
            """
            | minutes | train rows | test rows | MAE ours | XGBoost | ratio | congested ours | XGBoost | ratio | cpu s ours | XGBoost | ratio | MB ours | XGBoost | XGBoost's settings |
            | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |
            """);
    for (Comparison c : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %d | %,d | %,d | %.4f | %.4f | **%.3f** | %.3f | %.3f | **%.3f** | %.1f | %.1f"
                  + " | **%.2f** | %.1f | %.1f | %s |%n",
              c.horizonMinutes(),
              c.trainRows(),
              c.testRows(),
              c.ours().mae(),
              c.peer().mae(),
              c.maeRatio(),
              c.ours().congestedMae(),
              c.peer().congestedMae(),
              c.congestedRatio(),
              c.ours().cpuSeconds(),
              c.peer().cpuSeconds(),
              c.cpuRatio(),
              c.ours().bytes() / 1e6,
              c.peer().bytes() / 1e6,
              c.settings()));
    }
    return table.toString();
  }
}
