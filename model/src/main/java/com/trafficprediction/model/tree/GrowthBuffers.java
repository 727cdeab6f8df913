package com.trafficprediction.model.tree;

import java.util.Arrays;
import smile.base.cart.Loss;

/**
 * What the trees of one training share: the binned rows, the response of the current round, and
 * scratch space. Belongs to one thread.
 *
 * <p>For the split search a row's response is a whole number, packed with a count of one into a
 * long: sum of responses in the upper 40 bits, count in the lower 24. Adding longs is exact, so a
 * sum does not depend on the order of the rows, and one addition does for both.
 */
final class GrowthBuffers {
  /** Rows are counted in this many bits; {@code TrainingRows.MAX_ROWS} fits. */
  static final int COUNT_BITS = 24;

  static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private static final int SUM_BITS = 63 - COUNT_BITS;

  private final BinnedRows rows;
  private final Loss loss;
  private final long[] packed;
  private final long[] nodePacked;
  private final long[] histogram = new long[TreeSettings.MAX_BINS];
  private double[] response = new double[0];

  GrowthBuffers(BinnedRows rows, Loss loss) {
    this.rows = rows;
    this.loss = loss;
    this.packed = new long[rows.size()];
    this.nodePacked = new long[rows.size()];
  }

  /** Takes the loss's response of the round that begins. */
  void nextRound() {
    response = loss.response();
    double largest = 0;
    for (double value : response) {
      largest = Math.max(largest, Math.abs(value));
    }
    int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(packed.length);
    double scale = largest == 0 ? 0 : (1L << (SUM_BITS - 1 - rowBits)) / largest;
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (Math.round(response[i] * scale) << COUNT_BITS) + 1;
    }
  }

  BinnedRows rows() {
    return rows;
  }

  Loss loss() {
    return loss;
  }

  double[] response() {
    return response;
  }

  /** Copies the packed responses of a node's rows side by side. */
  void gather(int[] index, int from, int to) {
    for (int i = from; i < to; i++) {
      nodePacked[i - from] = packed[index[i]];
    }
  }

  /** Sums the gathered responses by bin; valid until the next call. */
  long[] histogram(int column, int[] index, int from, int to) {
    byte[] bin = rows.column(column);
    Arrays.fill(histogram, 0, rows.binCount(column), 0);
    for (int i = from; i < to; i++) {
      histogram[bin[index[i]] & 0xFF] += nodePacked[i - from];
    }
    return histogram;
  }
}
