package com.trafficprediction.model.tree;

import com.trafficprediction.model.TrainingRows;
import java.util.SplittableRandom;

/** Draws without replacement, one sample of the rows per tree. Belongs to one thread. */
final class RowSamples {
  private final int[] order;
  private final int drawn;
  private final SplittableRandom random;

  RowSamples(int rows, double share, SplittableRandom random) {
    this.order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    this.drawn = share(rows, share);
    this.random = random;
  }

  static void requireRows(TrainingRows rows) {
    if (rows.size() == 0) {
      throw new IllegalArgumentException(
          "no rows to learn from: check the sample's share and the training range");
    }
  }

  /** So much of a whole, but at least one. */
  static int share(int whole, double share) {
    return Math.max(1, (int) Math.round(whole * share));
  }

  /** A new sample: 1 for rows drawn, else 0; a new array, as Smile keeps it. */
  int[] next() {
    int[] samples = new int[order.length];
    for (int i : draw()) {
      samples[i] = 1;
    }
    return samples;
  }

  /** The numbers drawn, in no order. */
  int[] draw() {
    int[] sample = new int[drawn];
    for (int i = 0; i < drawn; i++) {
      int other = drawn == order.length ? i : i + random.nextInt(order.length - i);
      sample[i] = order[other];
      order[other] = order[i];
      order[i] = sample[i];
    }
    return sample;
  }
}
