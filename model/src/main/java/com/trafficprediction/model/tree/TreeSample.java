package com.trafficprediction.model.tree;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.ToDoubleFunction;
import smile.base.cart.Loss;

/**
 * What one tree sees: the drawn rows and features side by side, and the response of the round. Rows
 * are numbered from 0 within the sample. Refilled for each tree of a training; belongs to one
 * thread.
 *
 * <p>For the split search a row's response is a whole number, packed with a count of one into a
 * long: sum of responses in the upper 40 bits, count in the lower 24. Adding longs is exact, so
 * sums depend on no order, a node's sums are its parent's less its sibling's, and one addition does
 * for sum and count.
 */
final class TreeSample {
  /** Rows are counted in this many bits; {@code TrainingRows.MAX_ROWS} fits. */
  static final int COUNT_BITS = 24;

  static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private static final int SUM_BITS = 63 - COUNT_BITS;

  private final BinnedRows binned;
  private final Loss loss;
  private final int[] trainingOnes;
  private final Deque<long[]> free = new ArrayDeque<>();
  private int[] columns = {};
  private int[] offsets = {0};
  private int[] rows = {};
  private byte[] bins = {};
  private double[] response = {};
  private long[] packed = {};
  private int[] ones = {};

  TreeSample(BinnedRows binned, Loss loss) {
    this.binned = binned;
    this.loss = loss;
    this.trainingOnes = new int[binned.size()];
    Arrays.fill(trainingOnes, 1);
  }

  /**
   * Draws the next tree's sample and takes the loss's response.
   *
   * @param drawnRows ascending row numbers of the training set
   * @param drawnColumns ascending features
   */
  void fill(int[] drawnRows, int[] drawnColumns) {
    rows = drawnRows;
    if (!Arrays.equals(columns, drawnColumns)) {
      layOut(drawnColumns);
    }
    int size = rows.length;
    if (packed.length != size) {
      packed = new long[size];
      response = new double[size];
      ones = Arrays.copyOf(trainingOnes, size);
    }
    if (bins.length != size * columns.length) {
      bins = new byte[size * columns.length];
    }
    double[] all = loss.response();
    double largest = 0;
    for (int i = 0; i < size; i++) {
      response[i] = all[rows[i]];
      largest = Math.max(largest, Math.abs(response[i]));
      binned.copy(rows[i], columns, bins, i * columns.length);
    }
    pack(largest);
  }

  private void layOut(int[] drawnColumns) {
    columns = drawnColumns.clone();
    offsets = new int[columns.length + 1];
    for (int c = 0; c < columns.length; c++) {
      offsets[c + 1] = offsets[c] + binned.binCount(columns[c]);
    }
    free.clear();
  }

  private void pack(double largest) {
    int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(packed.length);
    double scale = largest == 0 ? 0 : (1L << (SUM_BITS - 1 - rowBits)) / largest;
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (Math.round(response[i] * scale) << COUNT_BITS) + 1;
    }
  }

  BinnedRows binned() {
    return binned;
  }

  /** The training set's feature behind a column of the sample. */
  int feature(int column) {
    return columns[column];
  }

  int columnCount() {
    return columns.length;
  }

  /** One for each row of the sample: Smile's form of "every row once". Not to be modified. */
  int[] ones() {
    return ones;
  }

  int bin(int row, int column) {
    return bins[row * columns.length + column] & 0xFF;
  }

  double response(int row) {
    return response[row];
  }

  /** What a leaf of these rows answers, by the loss. */
  ToDoubleFunction<int[]> leafAnswer() {
    int[] trainingRows = rows;
    return leafRows -> {
      int[] of = new int[leafRows.length];
      for (int i = 0; i < of.length; i++) {
        of[i] = trainingRows[leafRows[i]];
      }
      return loss.output(of, trainingOnes);
    };
  }

  /** Where a column's bins begin in a histogram. */
  int offset(int column) {
    return offsets[column];
  }

  /** Sums the packed responses of a node's rows by column and bin. */
  long[] histogram(int[] index, int from, int to) {
    long[] sums = free.isEmpty() ? new long[offsets[columns.length]] : free.pop();
    Arrays.fill(sums, 0);
    int width = columns.length;
    for (int i = from; i < to; i++) {
      int row = index[i];
      long value = packed[row];
      int at = row * width;
      for (int c = 0; c < width; c++) {
        sums[offsets[c] + (bins[at + c] & 0xFF)] += value;
      }
    }
    return sums;
  }

  /** Takes a part's sums out of the whole's, which become those of the rest. */
  static void subtract(long[] whole, long[] part) {
    for (int i = 0; i < whole.length; i++) {
      whole[i] -= part[i];
    }
  }

  /** Gives a histogram back for reuse. */
  void release(long[] histogram) {
    free.push(histogram);
  }
}
