package com.trafficprediction.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.model.linear.LinearModel;
import org.junit.jupiter.api.Test;

class FeatureImportanceTest {
  private final LinearModel model =
      new LinearModel(0, new double[] {3, 0, -1}, new double[] {10, 10, 10});

  @Test
  void isTheMeanSizeOfTheContributions() {
    TrainingRows rows = new TrainingRows(3, 2);
    rows.add(new float[] {12, 99, 10}, 0);
    rows.add(new float[] {8, -5, 14}, 0);
    assertThat(FeatureImportance.of(model, rows, 100, 1)).containsExactly(6, 0, 2);
  }

  @Test
  void looksAtNoMoreRowsThanAskedFor() {
    TrainingRows rows = new TrainingRows(3, 1_000);
    for (int i = 0; i < 1_000; i++) {
      rows.add(new float[] {i, i, 10}, 0);
    }
    double[] one = FeatureImportance.of(model, rows, 1, 5);
    assertThat(one[0] / 3).isEqualTo(Math.rint(one[0] / 3));
    assertThatThrownBy(() -> FeatureImportance.of(model, rows, 0, 5))
        .hasMessageContaining("0 asked for");
  }
}
