package com.trafficprediction.core.random;

import java.util.SplittableRandom;

/**
 * Derives independent, repeatable seeds and sampling decisions from one run seed. Parts of a model
 * grown in different tasks get disjoint seeds, whatever JVM they run in. Immutable and thread-safe.
 *
 * <p>The mixing function is the 64-bit finaliser of MurmurHash3 (variant 13 of D. Stafford), which
 * {@link SplittableRandom} uses as well.
 */
public record Seeds(long runSeed) {

  /** A seed for one purpose and part, never 0 or 1 (some generators treat those as unset). */
  public long seed(String purpose, int part) {
    long mixed = mix(runSeed ^ mix(hash(purpose) + 0x9E3779B97F4A7C15L * (part + 1)));
    return (mixed >>> 1) | 2L;
  }

  /** A generator for one purpose and part. */
  public SplittableRandom generator(String purpose, int part) {
    return new SplittableRandom(seed(purpose, part));
  }

  /**
   * A uniform number in [0, 1) that depends on nothing but the run seed, the purpose and the row:
   * decides which sample a row falls into, on any split, in any order.
   */
  public double uniform(String purpose, String segmentId, long timestampMillis) {
    long mixed = mix(runSeed ^ mix(hash(purpose) ^ mix(hash(segmentId) ^ mix(timestampMillis))));
    return (mixed >>> 11) * 0x1.0p-53;
  }

  private static long hash(String text) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001B3L;
    }
    return h;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
