package com.trafficprediction.benchmarks.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
  private static final int COLUMNS = 7;

  @TempDir Path directory;

  @Test
  void rowsComeBackEqualToTheBit() throws IOException {
    Random random = new Random(11);
    float[][] rows = new float[500][COLUMNS + 1];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian() * 100;
      }
    }
    rows[0][0] = -0f;
    rows[0][1] = Float.MIN_VALUE;
    rows[0][2] = Float.POSITIVE_INFINITY;
    Path file = write(rows);
    try (RowFile.Reader in = new RowFile.Reader(file, COLUMNS)) {
      assertThat(in.rows()).isEqualTo(rows.length);
      for (float[] row : rows) {
        assertThat(in.advance()).isTrue();
        for (int i = 0; i < COLUMNS; i++) {
          assertThat(bits(in.features()[i])).isEqualTo(bits(row[i]));
        }
        assertThat(bits(in.target())).isEqualTo(bits(row[COLUMNS]));
      }
      assertThat(in.advance()).isFalse();
    }
  }

  @Test
  void aFileOfOtherRowsIsNotRead() throws IOException {
    Path file = write(new float[1][COLUMNS + 1]);
    assertThatThrownBy(() -> new RowFile.Reader(file, COLUMNS - 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no whole number of rows");
  }

  @Test
  void aMissingValueIsNotHandedOver() throws IOException {
    try (RowFile.Writer out = new RowFile.Writer(directory.resolve("rows"), 2)) {
      assertThatThrownBy(() -> out.write(new float[] {1, Float.NaN}, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column 1");
    }
  }

  @Test
  void answersComeBackEqualToTheBitOrNotAtAll() throws IOException {
    double[] answers = {61.2, -0d, Double.MIN_VALUE, 1e300};
    Path file = directory.resolve("answers");
    AnswerFile.write(file, answers);
    assertThat(AnswerFile.read(file, 4)).containsExactly(answers);
    assertThatThrownBy(() -> AnswerFile.read(file, 5)).isInstanceOf(IOException.class);
    assertThat(Files.size(file)).isEqualTo(32);
  }

  private Path write(float[][] rows) throws IOException {
    Path file = directory.resolve("rows");
    try (RowFile.Writer out = new RowFile.Writer(file, COLUMNS)) {
      for (float[] row : rows) {
        out.write(Arrays.copyOf(row, COLUMNS), row[COLUMNS]);
      }
    }
    return file;
  }

  /** A float's bits: a double that is not one has others. */
  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
