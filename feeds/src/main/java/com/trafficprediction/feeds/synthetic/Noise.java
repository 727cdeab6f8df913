package com.trafficprediction.feeds.synthetic;

import java.util.SplittableRandom;

/**
 * A first-order autoregressive process with mean 0 and standard deviation 1: what is high now is
 * still a little high later. Not thread-safe.
 */
final class Noise {
  private static final double CLIP = 3;

  private final SplittableRandom random;
  private final double keep;
  private final double add;
  private double value;

  /**
   * @param random where it takes its numbers from; may be shared with others of one task
   * @param stepSeconds time between two calls of {@link #next}
   * @param memorySeconds time after which the correlation has fallen to 1/e
   */
  Noise(SplittableRandom random, double stepSeconds, double memorySeconds) {
    this.random = random;
    this.keep = StrictMath.exp(-stepSeconds / memorySeconds);
    this.add = Math.sqrt(1 - keep * keep);
    this.value = clipped(random);
  }

  double next() {
    value = keep * value + add * clipped(random);
    return value;
  }

  /** A standard normal number within three standard deviations. */
  static double clipped(SplittableRandom random) {
    return Math.max(-CLIP, Math.min(CLIP, random.nextGaussian()));
  }
}
