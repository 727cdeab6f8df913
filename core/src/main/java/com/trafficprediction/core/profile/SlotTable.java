package com.trafficprediction.core.profile;

import com.trafficprediction.core.window.Windows;

/**
 * Smoothed sums at three levels: slot of the week (7 days), of the day type (weekday, Saturday,
 * Sunday with holidays) and of any day. Immutable, thread-safe.
 *
 * <p>Smoothing stops at midnight on purpose: leaving out one local day then removes every reading
 * of that day from every value asked for on that day, so that a training row can never see its own
 * target.
 */
final class SlotTable {
  /** Pseudo-days by which a slot of the week is drawn towards its day type. */
  private static final double DAY_TYPE_DAYS = 2.0;

  /** Pseudo-days by which a day type is drawn towards all days. */
  private static final double ALL_DAYS_DAYS = 1.0;

  private static final int[] DAY_TYPE = {0, 0, 0, 0, 0, 1, 2};
  private static final int TYPES = 3;

  private final Level week = new Level(SlotSums.CELLS);
  private final Level type = new Level(TYPES * Windows.PER_DAY);
  private final Level all = new Level(Windows.PER_DAY);

  SlotTable(SlotSums sums) {
    for (int day = 0; day < SlotSums.DAYS; day++) {
      for (int slot = 0; slot < Windows.PER_DAY; slot++) {
        spread(sums, day, slot);
      }
    }
  }

  private void spread(SlotSums sums, int day, int slot) {
    int from = SlotSums.cell(day, slot);
    long n = sums.count(from);
    if (n == 0) {
      return;
    }
    int first = Math.max(0, slot - SlotKernel.REACH);
    int last = Math.min(Windows.PER_DAY - 1, slot + SlotKernel.REACH);
    for (int to = first; to <= last; to++) {
      int w = SlotKernel.weight(to - slot);
      long values = w * sums.sum(from);
      long squares = w * sums.sumSquares(from);
      week.add(SlotSums.cell(day, to), w * n, values, squares);
      type.add(DAY_TYPE[day] * Windows.PER_DAY + to, w * n, values, squares);
      all.add(to, w * n, values, squares);
    }
  }

  /** The usual value of a slot without what {@code left} weighs, sums and squares. */
  Usual usual(int dayOfWeek, int slot, long leftWeight, long leftSum, long leftSquares) {
    long weight = all.weight[slot] - leftWeight;
    if (weight <= 0) {
      return Usual.UNKNOWN;
    }
    double mean = (double) (all.sum[slot] - leftSum) / weight;
    double square = (double) (all.squares[slot] - leftSquares) / weight;

    int typeCell = DAY_TYPE[dayOfWeek] * Windows.PER_DAY + slot;
    double prior = ALL_DAYS_DAYS * SlotKernel.TOTAL;
    double typeWeight = type.weight[typeCell] - leftWeight;
    mean = (type.sum[typeCell] - leftSum + prior * mean) / (typeWeight + prior);
    square = (type.squares[typeCell] - leftSquares + prior * square) / (typeWeight + prior);

    int weekCell = SlotSums.cell(dayOfWeek, slot);
    prior = DAY_TYPE_DAYS * SlotKernel.TOTAL;
    double weekWeight = week.weight[weekCell] - leftWeight;
    mean = (week.sum[weekCell] - leftSum + prior * mean) / (weekWeight + prior);
    square = (week.squares[weekCell] - leftSquares + prior * square) / (weekWeight + prior);
    return new Usual(mean, Math.sqrt(Math.max(0, square - mean * mean)));
  }

  /** The mean of a slot over all days, not shrunk; NaN when nothing is known. */
  double meanOfAllDays(int slot) {
    return all.weight[slot] == 0 ? Double.NaN : (double) all.sum[slot] / all.weight[slot];
  }

  /** Sums of one level, one cell per slot. */
  private static final class Level {
    private final long[] weight;
    private final long[] sum;
    private final long[] squares;

    Level(int cells) {
      weight = new long[cells];
      sum = new long[cells];
      squares = new long[cells];
    }

    void add(int cell, long w, long values, long square) {
      weight[cell] += w;
      sum[cell] += values;
      squares[cell] += square;
    }
  }
}
