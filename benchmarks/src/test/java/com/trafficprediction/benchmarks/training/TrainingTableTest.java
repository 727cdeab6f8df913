package com.trafficprediction.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.model.preset.TrainingPreset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTableTest {
  private static final Contender OURS =
      new Contender(
          "ours: gradient boosted trees",
          500_000,
          "3 parts",
          2.5,
          12,
          new Contender.Cost(30, Double.NaN, 2_700_000, 6));
  private static final Contender XGBOOST =
      new Contender(
          "XGBoost", 700_000, "depth 8", 2.4, 16, new Contender.Cost(60, 3_456, 1_800_000, 24));
  private static final Contender LINEAR =
      new Contender(
          "MLlib: linear regression",
          200_000,
          "regParam 1.0E-4",
          2.9,
          18,
          new Contender.Cost(4, 900, 10_000, 0.25));

  @Test
  void ratiosAreOfOurBoostedTreesAndXgboostAlone() {
    Comparison comparison = new Comparison(15, 211_716, OURS, XGBOOST, List.of(LINEAR));
    String table = TrainingTable.of(List.of(comparison), "MLlib learns from some rows.");
    assertThat(table)
        .contains("MLlib learns from some rows.")
        .contains(
            "| 15 | ours: gradient boosted trees | 500,000 | 211,716 | 2.5000 | 12.000 | 30.0"
                + " | not known | 2.70 | 6.00 | 3 parts |")
        .contains("| **1.042** | **0.750** | **0.50** | | 1.50 | 0.25 | |")
        .contains(
            "| 15 | MLlib: linear regression | 200,000 | 211,716 | 2.9000 | 18.000 | 4.0 | 900"
                + " | 0.01 | 0.25 | regParam 1.0E-4 |");
  }

  @Test
  void mllibGetsThePresetWhereItKnowsItAndBounds() {
    Mllib whole =
        new Mllib(Path.of("."), Path.of("."), TrainingPreset.FULL, false, new ChildProcess());
    assertThat(whole.settings(ModelFamily.GRADIENT_BOOSTED_TREES))
        .containsEntry("maxIter", Integer.toString(TrainingPreset.FULL.boost().trees()))
        .containsEntry("maxDepth", Integer.toString(TrainingPreset.FULL.boost().tree().depth()))
        .containsEntry(
            "featureSubsetStrategy", "\"" + TrainingPreset.FULL.boost().treeFeatures() + "\"");
    assertThat(whole.settings(ModelFamily.RANDOM_FOREST))
        .containsEntry("numTrees", "40")
        .containsEntry("maxDepth", "12");
    Mllib quick =
        new Mllib(Path.of("."), Path.of("."), TrainingPreset.FULL, true, new ChildProcess());
    assertThat(quick.settings(ModelFamily.RANDOM_FOREST)).containsEntry("numTrees", "10");
  }
}
