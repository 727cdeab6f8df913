package com.trafficprediction.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.random.Seeds;
import org.junit.jupiter.api.Test;

class RowPartsTest {
  private static final int ROWS = 100_000;

  @Test
  void dealsPartsOfTheWantedSizeAndLeavesTheRest() {
    RowParts parts = RowParts.of(ROWS, 3, 20_000);
    int[] dealt = deal(parts);
    for (int part = 0; part < 3; part++) {
      assertThat(dealt[part]).isBetween(19_000, 21_000).isLessThan(parts.bound(ROWS));
    }
    assertThat(dealt[3]).isGreaterThan(38_000);
  }

  @Test
  void usesEveryRowWhenThereAreTooFew() {
    int[] dealt = deal(RowParts.of(ROWS, 3, 1_000_000));
    assertThat(dealt[0] + dealt[1] + dealt[2]).isEqualTo(ROWS);
    assertThat(dealt[3]).isZero();
  }

  @Test
  void refusesWhatCannotBeDealt() {
    assertThatThrownBy(() -> RowParts.of(0, 3, 10)).hasMessageContaining("0 rows");
    assertThatThrownBy(() -> new RowParts(2, 0.6)).hasMessageContaining("2 parts");
  }

  /** Rows per part, those of no part last. */
  private static int[] deal(RowParts parts) {
    int[] dealt = new int[parts.parts() + 1];
    Seeds seeds = new Seeds(3);
    for (int row = 0; row < ROWS; row++) {
      int part = parts.partOf(seeds.uniform("part", "LA_001", row * 300_000L));
      dealt[part == RowParts.NONE ? parts.parts() : part]++;
    }
    return dealt;
  }
}
