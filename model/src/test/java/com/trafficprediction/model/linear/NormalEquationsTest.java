package com.trafficprediction.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalEquationsTest {
  private static final double TINY_RIDGE = 1e-10;

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void findsTheCoefficientsOfALinearRelation() {
    LinearModel model = sums(2_000, 0).solve(TINY_RIDGE);
    assertThat(model.coefficients()[0]).isCloseTo(2, offset(1e-5));
    assertThat(model.coefficients()[1]).isCloseTo(-0.5, offset(1e-5));
    assertThat(model.intercept()).isCloseTo(7, offset(1e-3));
    assertThat(model.predict(new float[] {10, 4})).isCloseTo(25, offset(1e-3));
  }

  @Test
  void keepsItsDigitsFarFromZero() {
    LinearModel model = sums(2_000, 1_000_000).solve(TINY_RIDGE);
    assertThat(model.coefficients()[0]).isCloseTo(2, offset(1e-4));
    assertThat(model.coefficients()[1]).isCloseTo(-0.5, offset(1e-4));
  }

  @Test
  void constantAndRepeatedFeaturesAreHarmless() {
    NormalEquations sums = new NormalEquations(4);
    for (int i = 0; i < 1_000; i++) {
      float x = (float) (100 * random.nextDouble());
      sums.add(new float[] {x, 3.3f, x, 2 * x}, 4 * x + 1);
    }
    LinearModel model = sums.solve(NormalEquations.DEFAULT_RIDGE);
    assertThat(model.coefficients()[1]).isZero();
    assertThat(model.coefficients()[0]).isCloseTo(model.coefficients()[2], offset(1e-6));
    assertThat(model.predict(new float[] {50, 3.3f, 50, 100})).isCloseTo(201, offset(0.1));
  }

  @Test
  void mergedPartsGiveTheModelOfTheWhole() {
    NormalEquations whole = new NormalEquations(3);
    NormalEquations[] parts = {
      new NormalEquations(3), new NormalEquations(3), new NormalEquations(3)
    };
    for (int i = 0; i < 3_000; i++) {
      float[] row = {random.nextInt(100), random.nextInt(50), random.nextInt(7)};
      double target = row[0] - 3 * row[1] + random.nextDouble();
      whole.add(row, target);
      parts[i < 100 ? 0 : 1].add(row, target); // the third stays empty
    }
    LinearModel one = whole.solve(1e-6);
    LinearModel merged = NormalEquations.merge(List.of(parts)).solve(1e-6);
    for (int j = 0; j < 3; j++) {
      assertThat(merged.coefficients()[j]).isCloseTo(one.coefficients()[j], offset(1e-9));
    }
    assertThat(merged.intercept()).isCloseTo(one.intercept(), offset(1e-7));
  }

  @Test
  void bytesHoldTheSumsExactly() {
    NormalEquations sums = sums(500, 10);
    NormalEquations read = NormalEquations.fromBytes(sums.toBytes());
    assertThat(read.solve(1e-4)).isEqualTo(sums.solve(1e-4));
    assertThat(read.count()).isEqualTo(500);
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] bytes = sums(50, 0).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> NormalEquations.fromBytes(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    bytes[4] = 0x7F; // two thousand million features
    assertThatThrownBy(() -> NormalEquations.fromBytes(bytes)).hasMessageContaining("features");
  }

  @Test
  void nothingToFitIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> new NormalEquations(2).solve(1e-4)).hasMessageContaining("no rows");
    assertThatThrownBy(() -> sums(5, 0).solve(0)).hasMessageContaining("ridge");
  }

  @Test
  void contributionsAddUp() {
    LinearModel model = sums(500, 0).solve(1e-4);
    float[] row = {12, 3};
    double[] added = model.contributions(row);
    assertThat(model.expectedValue() + added[0] + added[1])
        .isCloseTo(model.predict(row), offset(1e-9));
  }

  /** Rows around an offset, target 2 a - b / 2 + 7. */
  private NormalEquations sums(int rows, float offset) {
    NormalEquations sums = new NormalEquations(2);
    for (int i = 0; i < rows; i++) {
      float a = offset + random.nextInt(100);
      float b = offset + random.nextInt(100);
      sums.add(new float[] {a, b}, 2.0 * a - 0.5 * b + 7);
    }
    return sums;
  }
}
