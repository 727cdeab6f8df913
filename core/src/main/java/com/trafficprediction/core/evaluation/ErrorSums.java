package com.trafficprediction.core.evaluation;

/**
 * What errors add up to, as exact integers in quanta of an {@link ErrorScale}.
 *
 * <p>Bounds: at speeds of 120 km/h and a root mean square error of 20 km/h the sums of squares hold
 * 2 x 10^10 rows; beyond that adding throws rather than wraps.
 *
 * @param n scored forecasts
 * @param sumError sum of forecast minus observed
 * @param sumAbs sum of absolute errors
 * @param sumSquared sum of squared errors
 * @param percentageN rows whose observed value is large enough for a percentage
 * @param sumRelativeMicro sum of their absolute errors divided by the observed value, in millionths
 * @param sumObserved sum of observed values
 * @param sumObservedSquared sum of their squares
 */
public record ErrorSums(
    long n,
    long sumError,
    long sumAbs,
    long sumSquared,
    long percentageN,
    long sumRelativeMicro,
    long sumObserved,
    long sumObservedSquared)
    implements AdditiveSums {

  /** No row: the neutral element of {@link #merge}. */
  public static final ErrorSums EMPTY = new ErrorSums(0, 0, 0, 0, 0, 0, 0, 0);

  private static final int COMPONENTS = 8;

  public ErrorSums {
    if (n < 0 || sumAbs < 0 || sumSquared < 0 || percentageN < 0 || percentageN > n) {
      throw new IllegalArgumentException("counts and sums of sizes cannot be negative");
    }
  }

  /** The sums of what {@link #components} gave. */
  public static ErrorSums ofComponents(long[] c) {
    AdditiveSums.requireLength(c, COMPONENTS, "ErrorSums");
    return new ErrorSums(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
  }

  @Override
  public long[] components() {
    return new long[] {
      n,
      sumError,
      sumAbs,
      sumSquared,
      percentageN,
      sumRelativeMicro,
      sumObserved,
      sumObservedSquared
    };
  }

  /** The sums over both sets of rows; associative and commutative. */
  public ErrorSums merge(ErrorSums other) {
    return ofComponents(AdditiveSums.add(components(), other.components()));
  }

  /** Mean absolute error in the scale's unit; NaN without a row. */
  public double mae(ErrorScale scale) {
    return n == 0 ? Double.NaN : scale.errorQuantum() * sumAbs / n;
  }

  /** The measures of these sums, counted with {@code scale}. */
  public Metrics metrics(ErrorScale scale) {
    if (n == 0) {
      return Metrics.NONE;
    }
    double quantum = scale.errorQuantum();
    double squaredError = quantum * quantum * sumSquared;
    double mape = percentageN == 0 ? Double.NaN : 1e-4 * sumRelativeMicro / percentageN;
    return new Metrics(
        n,
        mae(scale),
        Math.sqrt(squaredError / n),
        mape,
        rSquared(scale, squaredError),
        quantum * sumError / n,
        n - percentageN);
  }

  private double rSquared(ErrorScale scale, double squaredError) {
    double value = scale.valueQuantum();
    double mean = (double) sumObserved / n;
    double total = value * value * (sumObservedSquared - mean * sumObserved);
    // Equal observations have no variance to explain; rounding may leave a trace of one.
    return total <= value * value * 1e-3 * n ? Double.NaN : 1 - squaredError / total;
  }
}
