package com.trafficprediction.model.tree;

import smile.math.MathEx;

/**
 * The one door to Smile's random numbers. They are per thread, but seeding one thread touches a
 * shared set without a lock, so every seeding of ours goes through this one.
 */
final class SmileRandom {
  private SmileRandom() {}

  /** Makes what Smile draws next on this thread depend on nothing but the seed. */
  static synchronized void seedThisThread(long seed) {
    MathEx.setSeed(seed);
  }
}
