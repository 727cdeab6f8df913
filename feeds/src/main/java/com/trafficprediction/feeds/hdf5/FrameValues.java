package com.trafficprediction.feeds.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Rows of a two-dimensional dataset of numbers, some at a time.
 *
 * <p>Chunked datasets are put together from their chunks here: jhdf 0.9.4 reads a part of one
 * wrongly, as zeros behind the first chunk (jamesmudd/jhdf issue 727), and zeros are what marks a
 * missing speed. For use by one thread.
 */
final class FrameValues {
  private final HdfFile file;
  private final Dataset dataset;
  private final int width;

  FrameValues(HdfFile file, Dataset dataset) {
    this.file = file;
    this.dataset = dataset;
    this.width = dataset.getDimensions()[1];
  }

  /**
   * Rows one after the other.
   *
   * @throws IllegalArgumentException when the dataset holds no numbers
   */
  double[] rows(int first, int count) {
    double[] block = new double[count * width];
    if (dataset instanceof ChunkedDataset chunked) {
      int[] chunk = chunked.getChunkDimensions();
      for (int row = first - first % chunk[0]; row < first + count; row += chunk[0]) {
        for (int column = 0; column < width; column += chunk[1]) {
          copy(chunk(chunked, row, column), row, column, first, block);
        }
      }
    } else {
      copy(
          dataset.getData(new long[] {first, 0}, new int[] {count, width}), first, 0, first, block);
    }
    return block;
  }

  /** A whole chunk; at the dataset's edges it reaches beyond them. */
  private Object chunk(ChunkedDataset chunked, int row, int column) {
    byte[] bytes = chunked.getDecompressedChunk(new int[] {row, column});
    return chunked
        .getDataType()
        .fillData(
            ByteBuffer.wrap(bytes), chunked.getChunkDimensions(), file.getHdfBackingStorage());
  }

  /** Copies what lies inside the block of a part that begins at a row and column. */
  private void copy(Object part, int partRow, int partColumn, int firstRow, double[] block) {
    int count = block.length / width;
    for (int r = 0; r < Array.getLength(part); r++) {
      int to = partRow + r - firstRow;
      if (to < 0 || to >= count) {
        continue;
      }
      Object row = Objects.requireNonNull(Array.get(part, r));
      int columns = Math.min(Array.getLength(row), width - partColumn);
      for (int c = 0; c < columns; c++) {
        block[to * width + partColumn + c] = Array.getDouble(row, c);
      }
    }
  }
}
