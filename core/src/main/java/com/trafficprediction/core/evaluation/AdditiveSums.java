package com.trafficprediction.core.evaluation;

/**
 * Sums that merge by adding their components, so that one vector sum serves as combiner for all of
 * them.
 */
public interface AdditiveSums {

  /**
   * The components as longs, in an order that the implementation's {@code ofComponents} takes back.
   * The array is the caller's.
   */
  long[] components();

  /**
   * Adds two component vectors.
   *
   * @throws IllegalArgumentException when their lengths differ
   * @throws ArithmeticException on overflow, rather than a wrong table
   */
  static long[] add(long[] a, long[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "component vectors of " + a.length + " and " + b.length + " longs are not of one kind");
    }
    long[] sum = new long[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = Math.addExact(a[i], b[i]);
    }
    return sum;
  }

  /** Throws unless {@code components} has {@code expected} longs. */
  static void requireLength(long[] components, int expected, String kind) {
    if (components.length != expected) {
      throw new IllegalArgumentException(
          kind + " has " + expected + " components, got " + components.length);
    }
  }
}
