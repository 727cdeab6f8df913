package com.trafficprediction.feeds.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PandasFrameTest {
  /**
   * Written by libhdf5 1.14 in the file format that PyTables uses (superblock 0): 10 rows of 3
   * columns in packed chunks of 4 x 2, holding 1, 2, 3 and so on.
   */
  private static Path chunked() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(PandasFrameTest.class.getResource("chunked.h5")).toURI());
  }

  @Test
  void aPackedFrameIsReadInBlocksThatCrossItsChunks() throws URISyntaxException {
    for (int size = 1; size <= 10; size++) {
      try (PandasFrame frame = PandasFrame.open(chunked(), null)) {
        assertThat(frame.columns()).containsExactly("A00001", "A00002", "A00003");
        assertThat(frame.rows()).isEqualTo(10);
        double next = 1;
        for (int row = 0; row < 10; row += size) {
          for (double value : frame.block(row, Math.min(size, 10 - row))) {
            assertThat(value).isEqualTo(next++);
          }
        }
        assertThat(next).isEqualTo(31);
      }
    }
  }

  @Test
  void timestampsAreTakenInTheUnitThatTheFrameNames(@TempDir Path directory) {
    Path file = directory.resolve("frame.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      var frame = hdf.putGroup("df");
      frame.putDataset("axis0", new long[] {7});
      frame
          .putDataset("axis1", new long[] {1_500_000, 2_500_000})
          .putAttribute("kind", "datetime64[us]");
      frame.putDataset("block0_values", new float[][] {{1.5f}, {2.5f}});
    }
    try (PandasFrame frame = PandasFrame.open(file, "df")) {
      assertThat(frame.timestampMillis(1)).isEqualTo(2_500);
      assertThat(frame.columns()).containsExactly("7");
      assertThat(frame.block(0, 2)).containsExactly(1.5, 2.5);
    }
  }
}
