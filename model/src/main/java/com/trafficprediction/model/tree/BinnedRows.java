package com.trafficprediction.model.tree;

import com.trafficprediction.model.TrainingRows;
import java.util.Arrays;

/**
 * Training features cut into at most 256 bins each, one byte a value, row by row. Growing a tree
 * then adds up bins instead of walking sorted values (see docs/adr/0050).
 *
 * <p>Bins hold about equal numbers of rows; equal values always share a bin, and a feature with few
 * distinct values has one bin for each. Immutable and thread-safe.
 */
final class BinnedRows {
  /** Cuts are chosen from this many evenly spaced rows; more would not move them visibly. */
  private static final int CUT_ROWS = 1 << 15;

  private final int size;
  private final byte[] bins;
  private final float[][] lowest;
  private final float[][] highest;

  private BinnedRows(int size, int columns) {
    if ((long) size * columns > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          size + " rows of " + columns + " features are too many for one part: use more parts");
    }
    this.size = size;
    this.bins = new byte[size * columns];
    this.lowest = new float[columns][];
    this.highest = new float[columns][];
  }

  static BinnedRows of(TrainingRows rows, int maxBins) {
    BinnedRows binned = new BinnedRows(rows.size(), rows.featureCount());
    float[] column = new float[rows.size()];
    for (int j = 0; j < rows.featureCount(); j++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = rows.feature(i, j) + 0.0f; // -0 becomes 0, they must share a bin
      }
      binned.cut(j, column, cuts(column, maxBins));
    }
    return binned;
  }

  /** Upper ends of all bins but the last, ascending. */
  private static float[] cuts(float[] column, int maxBins) {
    int step = Math.max(1, column.length / CUT_ROWS);
    float[] sample = new float[(column.length + step - 1) / step];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = column[i * step];
    }
    Arrays.sort(sample);
    float[] distinct = distinct(sample);
    if (distinct.length <= maxBins) {
      return Arrays.copyOf(distinct, distinct.length - 1);
    }
    float[] quantiles = new float[maxBins - 1];
    for (int b = 0; b < quantiles.length; b++) {
      quantiles[b] = sample[(int) ((long) sample.length * (b + 1) / maxBins)];
    }
    float[] ends = distinct(quantiles);
    boolean lastTakesAll = ends[ends.length - 1] == sample[sample.length - 1];
    return lastTakesAll ? Arrays.copyOf(ends, ends.length - 1) : ends;
  }

  private static float[] distinct(float[] sorted) {
    float[] found = new float[sorted.length];
    int n = 0;
    for (float value : sorted) {
      if (n == 0 || found[n - 1] != value) {
        found[n++] = value;
      }
    }
    return Arrays.copyOf(found, n);
  }

  private void cut(int j, float[] column, float[] cuts) {
    float[] low = new float[cuts.length + 1];
    float[] high = new float[cuts.length + 1];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    int columns = lowest.length;
    for (int i = 0; i < column.length; i++) {
      int found = Arrays.binarySearch(cuts, column[i]);
      int bin = found >= 0 ? found : -found - 1;
      bins[i * columns + j] = (byte) bin;
      low[bin] = Math.min(low[bin], column[i]);
      high[bin] = Math.max(high[bin], column[i]);
    }
    lowest[j] = low;
    highest[j] = high;
  }

  int size() {
    return size;
  }

  int columns() {
    return lowest.length;
  }

  int bin(int row, int column) {
    return bins[row * lowest.length + column] & 0xFF;
  }

  /** Copies some columns of a row, as unsigned bytes. */
  void copy(int row, int[] columns, byte[] into, int at) {
    int from = row * lowest.length;
    for (int c = 0; c < columns.length; c++) {
      into[at + c] = bins[from + columns[c]];
    }
  }

  int binCount(int column) {
    return lowest[column].length;
  }

  /**
   * The last bin that goes left when a node is split between two of its bins that have no rows of
   * the node between them: the boundary nearest the middle of the gap.
   *
   * @param left last bin with rows on the left
   * @param right first bin with rows on the right
   */
  int boundary(int column, int left, int right) {
    float middle = middle(highest[column][left], lowest[column][right]);
    int boundary = left;
    while (boundary + 1 < right && highest[column][boundary + 1] <= middle) {
      boundary++;
    }
    return boundary;
  }

  /**
   * A value between the node's nearest rows on both sides of a boundary: rows up to it go left.
   * Every row of the training set falls on the side of its bin.
   */
  float threshold(int column, int left, int boundary, int right) {
    float[] low = lowest[column];
    float[] high = highest[column];
    float middle = middle(high[left], low[right]);
    boolean betweenBins = high[boundary] <= middle && middle < low[boundary + 1];
    return betweenBins ? middle : middle(high[boundary], low[boundary + 1]);
  }

  /** At least a and less than b, for a less than b. */
  private static float middle(float a, float b) {
    float middle = (float) (((double) a + b) / 2);
    return middle < b ? middle : a;
  }
}
