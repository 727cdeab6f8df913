package com.trafficprediction.model.preset;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;
import com.trafficprediction.model.tree.SampleRows;
import com.trafficprediction.model.tree.TreeEnsemble;
import com.trafficprediction.model.tree.TreeTrainer;
import org.junit.jupiter.api.Test;

class TrainingPresetTest {

  @Test
  void everyFamilyLearnsWithTheQuickSettings() {
    TrainingPreset quick = TrainingPreset.QUICK;
    assertThat(error(quick.treeTrainer())).isLessThan(6);
    assertThat(error(quick.forestTrainer())).isLessThan(12);
    assertThat(error(quick.boostTrainer())).isLessThan(6);
  }

  private static double error(TreeTrainer trainer) {
    TrainingRows rows = SampleRows.of(8_000, 1);
    TreeEnsemble model = trainer.train(rows, 3, TrainingProgress.NONE);
    return SampleRows.meanAbsoluteError(model, SampleRows.of(2_000, 2));
  }

  @Test
  void theFurtherAheadTheLessNowTells() {
    assertThat(TrainingPreset.currentShare(Horizon.MINUTES_15))
        .isGreaterThan(TrainingPreset.currentShare(Horizon.MINUTES_60));
  }
}
