package com.trafficprediction.model.linear;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The sums that linear regression needs: count, means, and centred products of all pairs of
 * features and target. Tasks fold their rows, the sums are merged, and {@link #solve} fits the
 * model.
 *
 * <p>Products are kept around the running mean (Welford; merged after Chan, Golub and LeVeque,
 * "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979), so that
 * features far from zero lose no digits. Merging rounds, so the last bits depend on its order:
 * merge in the order of the tasks' numbers ({@link #merge(List)}).
 *
 * <p>Not thread-safe.
 */
public final class NormalEquations {
  private static final int MAGIC = 0x544E4531; // "TNE1"

  /** The most features: a task's sums stay under 9 MB. */
  public static final int MAX_FEATURES = 1024;

  /** Ridge penalty by default, as a share of each standardised feature's variance. */
  public static final double DEFAULT_RIDGE = 1e-4;

  /** A feature that varies less than this share of its mean square is taken as constant. */
  private static final double CONSTANT_BELOW = 1e-12;

  private final int features;
  private final double[] mean;
  private final double[] products;
  private final double[] delta;
  private long count;

  /** Empty sums for rows of so many features, 1 to {@value #MAX_FEATURES}. */
  public NormalEquations(int features) {
    if (features < 1 || features > MAX_FEATURES) {
      throw new IllegalArgumentException("1 to " + MAX_FEATURES + " features, not " + features);
    }
    this.features = features;
    this.mean = new double[features + 1];
    this.delta = new double[features + 1];
    this.products = new double[(features + 1) * (features + 2) / 2];
  }

  public int features() {
    return features;
  }

  /** Rows folded so far. */
  public long count() {
    return count;
  }

  /** Folds a row of finite numbers. */
  public void add(float[] row, double target) {
    if (row.length != features) {
      throw new IllegalArgumentException("a row of " + row.length + ", expected " + features);
    }
    if (!Double.isFinite(target)) {
      throw new IllegalArgumentException("the target is " + target + ": leave such rows out");
    }
    count++;
    for (int j = 0; j <= features; j++) {
      double value = j < features ? row[j] : target;
      delta[j] = value - mean[j];
    }
    double share = (double) (count - 1) / count;
    int at = 0;
    for (int i = 0; i <= features; i++) {
      double scaled = delta[i] * share;
      for (int j = 0; j <= i; j++) {
        products[at++] += scaled * delta[j];
      }
    }
    for (int j = 0; j <= features; j++) {
      mean[j] += delta[j] / count;
    }
  }

  /** Adds the sums of other rows. */
  public void add(NormalEquations other) {
    if (other.features != features) {
      throw new IllegalArgumentException(
          "sums of " + features + " and " + other.features + " features do not merge");
    }
    if (other.count == 0) {
      return;
    }
    long total = count + other.count;
    double share = (double) count / total * other.count;
    for (int j = 0; j <= features; j++) {
      delta[j] = other.mean[j] - mean[j];
    }
    int at = 0;
    for (int i = 0; i <= features; i++) {
      for (int j = 0; j <= i; j++) {
        products[at] += other.products[at] + delta[i] * share * delta[j];
        at++;
      }
    }
    for (int j = 0; j <= features; j++) {
      mean[j] += delta[j] * other.count / total;
    }
    count = total;
  }

  /** The sums of all parts, merged in the order given. */
  public static NormalEquations merge(List<NormalEquations> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("nothing to merge");
    }
    NormalEquations sum = new NormalEquations(parts.get(0).features);
    parts.forEach(sum::add);
    return sum;
  }

  /**
   * Fits the model by Cholesky's method on standardised features.
   *
   * <p>Features that do not vary get coefficient 0; features that repeat each other share theirs.
   *
   * @param ridge penalty on each squared standardised coefficient, as a share of the feature's
   *     variance; above 0, which keeps the system solvable whatever the rows ({@link
   *     #DEFAULT_RIDGE})
   * @throws IllegalStateException if there are no rows
   */
  public LinearModel solve(double ridge) {
    if (!(ridge > 0) || Double.isInfinite(ridge)) {
      throw new IllegalArgumentException("ridge must be above 0 and finite, not " + ridge);
    }
    if (count == 0) {
      throw new IllegalStateException("no rows to fit: check the training range");
    }
    double[] scale = scales();
    double[] standardised = cholesky(scale, ridge);
    double intercept = mean[features];
    double[] coefficients = new double[features];
    double[] means = new double[features];
    for (int j = 0; j < features; j++) {
      coefficients[j] = scale[j] == 0 ? 0 : standardised[j] / scale[j];
      means[j] = mean[j];
      intercept -= coefficients[j] * mean[j];
    }
    return new LinearModel(intercept, coefficients, means);
  }

  /** Square roots of the features' centred squares; 0 for a constant feature. */
  private double[] scales() {
    double[] scale = new double[features];
    for (int j = 0; j < features; j++) {
      double squares = products[index(j, j)];
      double constant = CONSTANT_BELOW * count * mean[j] * mean[j];
      scale[j] = squares > constant ? Math.sqrt(squares) : 0;
    }
    return scale;
  }

  private double[] cholesky(double[] scale, double ridge) {
    double[] lower = new double[features * (features + 1) / 2];
    double[] solution = new double[features];
    for (int i = 0; i < features; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = correlation(scale, i, j) + (i == j ? ridge : 0);
        for (int k = 0; k < j; k++) {
          sum -= lower[index(i, k)] * lower[index(j, k)];
        }
        // rounding may eat a pivot of features that repeat each other; the penalty is its floor
        lower[index(i, j)] =
            i == j ? Math.sqrt(Math.max(sum, ridge / 2)) : sum / lower[index(j, j)];
      }
      double right = scale[i] == 0 ? 0 : products[index(features, i)] / scale[i];
      for (int k = 0; k < i; k++) {
        right -= lower[index(i, k)] * solution[k];
      }
      solution[i] = right / lower[index(i, i)];
    }
    for (int i = features - 1; i >= 0; i--) {
      for (int k = i + 1; k < features; k++) {
        solution[i] -= lower[index(k, i)] * solution[k];
      }
      solution[i] /= lower[index(i, i)];
    }
    return solution;
  }

  private double correlation(double[] scale, int i, int j) {
    if (scale[i] == 0 || scale[j] == 0) {
      return i == j ? 1 : 0;
    }
    return products[index(i, j)] / (scale[i] * scale[j]);
  }

  /** Position of row i, column j of a lower triangle, j at most i. */
  private static int index(int i, int j) {
    return i * (i + 1) / 2 + j;
  }

  /** The sums as bytes, for the values of a MapReduce job. */
  public byte[] toBytes() {
    int size = 2 * Integer.BYTES + Long.BYTES + Double.BYTES * (mean.length + products.length);
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(MAGIC).putInt(features).putLong(count);
    for (double value : mean) {
      out.putDouble(value);
    }
    for (double value : products) {
      out.putDouble(value);
    }
    return out.array();
  }

  /**
   * The sums written by {@link #toBytes}.
   *
   * @throws IllegalArgumentException if the bytes are not such sums
   */
  public static NormalEquations fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.getInt() != MAGIC) {
        throw new IllegalArgumentException("not normal equations: wrong first bytes");
      }
      NormalEquations sums = new NormalEquations(in.getInt());
      sums.count = in.getLong();
      readAll(in, sums.mean);
      readAll(in, sums.products);
      if (in.hasRemaining() || sums.count < 0) {
        throw new IllegalArgumentException("not normal equations: wrong length or count");
      }
      return sums;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("normal equations are cut short at " + bytes.length, e);
    }
  }

  private static void readAll(ByteBuffer in, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = in.getDouble();
      if (!Double.isFinite(into[i])) {
        throw new IllegalArgumentException("normal equations hold " + into[i]);
      }
    }
  }
}
