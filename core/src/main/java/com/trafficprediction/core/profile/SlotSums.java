package com.trafficprediction.core.profile;

import com.trafficprediction.core.window.Windows;

/**
 * Count, sum and sum of squares of an integer quantity in each five-minute slot of the week: cell =
 * day of week x 288 + slot, holidays on Sunday. Adding and merging commute exactly. Mutable, not
 * thread-safe.
 */
public final class SlotSums {
  public static final int DAYS = 7;
  public static final int CELLS = DAYS * Windows.PER_DAY;

  private final long[] count;
  private final long[] sum;
  private final long[] sumSquares;

  public SlotSums() {
    this(new long[CELLS], new long[CELLS], new long[CELLS]);
  }

  /** Takes over the three arrays, each of length {@link #CELLS}. */
  public SlotSums(long[] count, long[] sum, long[] sumSquares) {
    if (count.length != CELLS || sum.length != CELLS || sumSquares.length != CELLS) {
      throw new IllegalArgumentException("slot sums need " + CELLS + " cells");
    }
    this.count = count;
    this.sum = sum;
    this.sumSquares = sumSquares;
  }

  /** The cell of a day of the week (0 Monday) and a slot of the day. */
  public static int cell(int dayOfWeek, int slot) {
    return dayOfWeek * Windows.PER_DAY + slot;
  }

  /** Adds one value to a cell. */
  public void add(int cell, long value) {
    add(cell, 1, value, value * value);
  }

  /** Adds what was summed elsewhere. */
  public void add(int cell, long n, long values, long squares) {
    count[cell] += n;
    sum[cell] += values;
    sumSquares[cell] += squares;
  }

  public long count(int cell) {
    return count[cell];
  }

  public long sum(int cell) {
    return sum[cell];
  }

  public long sumSquares(int cell) {
    return sumSquares[cell];
  }
}
