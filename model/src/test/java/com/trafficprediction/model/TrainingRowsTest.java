package com.trafficprediction.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.model.linear.LinearModel;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {

  @Test
  void keepsRowsAcrossBlocks() {
    TrainingRows rows = new TrainingRows(2, 20_000);
    for (int i = 0; i < 20_000; i++) {
      rows.add(new float[] {i, -i}, 2.0 * i);
    }
    float[] row = new float[2];
    rows.copyRow(12_345, row);
    assertThat(row).containsExactly(12_345, -12_345);
    assertThat(rows.feature(19_999, 1)).isEqualTo(-19_999);
    assertThat(rows.targets()).hasSize(20_000).endsWith(39_998);
  }

  @Test
  void residualsAreWhatAModelLeaves() {
    TrainingRows rows = new TrainingRows(1, 10_000);
    for (int i = 0; i < 10_000; i++) {
      rows.add(new float[] {i}, 3.0 * i);
    }
    LinearModel model = new LinearModel(1, new double[] {2}, new double[] {0});
    TrainingRows rest = rows.residuals(model);
    assertThat(rest.size()).isEqualTo(10_000);
    assertThat(rest.target(9_000)).isEqualTo(8_999);
    assertThat(rest.feature(9_000, 0)).isEqualTo(9_000);
  }

  @Test
  void refusesGapsWrongLengthsAndOverflow() {
    TrainingRows rows = new TrainingRows(2, 1);
    assertThatThrownBy(() -> rows.add(new float[] {1, Float.NaN}, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> rows.add(new float[] {1}, 0)).hasMessageContaining("expected 2");
    assertThatThrownBy(() -> rows.add(new float[] {1, 2}, Double.NaN))
        .hasMessageContaining("target");
    rows.add(new float[] {1, 2}, 0);
    assertThatThrownBy(() -> rows.add(new float[] {1, 2}, 0)).hasMessageContaining("full at 1");
  }
}
