package com.trafficprediction.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.forecast.TrafficCategory;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final float CONGESTED = (float) TrafficCategory.CONGESTED_BELOW_KMH - 10;

  @Test
  void rowsWithoutAnObservedOriginAreNotScored() {
    Rows rows = new Rows(1);
    rows.add(new float[] {0}, 100, true);
    rows.add(new float[] {0}, CONGESTED, true);
    rows.add(new float[] {0}, 100, false);
    Rows.Errors errors = rows.errors(new double[] {99, CONGESTED + 5, 3});
    assertThat(rows.scored()).isEqualTo(2);
    assertThat(errors.all()).isCloseTo(3, within(1e-4));
    assertThat(errors.congested()).isCloseTo(5, within(1e-4));
  }

  @Test
  void aBoundTakesEvenlySpacedRows() {
    Rows rows = new Rows(1);
    for (int i = 0; i < 100; i++) {
      rows.add(new float[] {i}, i, true);
    }
    Rows some = rows.atMost(30);
    assertThat(some.count()).isEqualTo(30);
    assertThat(some.target(0)).isZero();
    assertThat(some.target(1)).isEqualTo(3);
    assertThat(some.target(3)).isEqualTo(10);
    assertThat(some.target(29)).isEqualTo(96);
    assertThat(rows.atMost(100).count()).isEqualTo(100);
  }
}
