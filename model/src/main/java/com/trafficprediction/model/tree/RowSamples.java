package com.trafficprediction.model.tree;

import com.trafficprediction.model.TrainingRows;
import java.util.SplittableRandom;

/**
 * Draws numbers without replacement, in ascending order: one sample of the rows or features per
 * tree (Knuth, "The Art of Computer Programming" 2, 3.4.2, algorithm S). Belongs to one thread.
 */
final class RowSamples {
  private final int whole;
  private final int drawn;
  private final SplittableRandom random;

  RowSamples(int whole, double share, SplittableRandom random) {
    this.whole = whole;
    this.drawn = share(whole, share);
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

  /** The next sample; a new array. */
  int[] draw() {
    int[] sample = new int[drawn];
    int found = 0;
    for (int i = 0; found < drawn; i++) {
      if (random.nextInt(whole - i) < drawn - found) {
        sample[found++] = i;
      }
    }
    return sample;
  }
}
