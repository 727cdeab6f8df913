package com.trafficprediction.model;

import com.trafficprediction.core.forecast.PointModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows to learn from: a fixed number of features and one target each, without gaps. Features lie
 * row by row in blocks of {@value #BLOCK_ROWS} rows, so that growing copies nothing.
 *
 * <p>Memory is 4 bytes per feature and 8 per target. Not thread-safe while rows are added; safe to
 * read from many threads afterwards.
 */
public final class TrainingRows {
  /** The most rows a set may hold; the trainers' exact sums are sized for it. */
  public static final int MAX_ROWS = 1 << 23;

  /** The most features a row may have. */
  public static final int MAX_FEATURES = 1024;

  private static final int BLOCK_BITS = 12;
  private static final int BLOCK_ROWS = 1 << BLOCK_BITS;

  private final int featureCount;
  private final int maxRows;
  private final List<float[]> features;
  private final List<double[]> targets = new ArrayList<>();
  private int size;

  /**
   * An empty set.
   *
   * @param featureCount features per row, 1 to {@value #MAX_FEATURES}
   * @param maxRows rows beyond this are refused, 1 to {@value #MAX_ROWS}: the bound that keeps a
   *     task inside its memory
   */
  public TrainingRows(int featureCount, int maxRows) {
    this(featureCount, maxRows, new ArrayList<>());
    if (featureCount < 1 || featureCount > MAX_FEATURES) {
      throw new IllegalArgumentException(
          "rows need 1 to " + MAX_FEATURES + " features, not " + featureCount);
    }
    if (maxRows < 1 || maxRows > MAX_ROWS) {
      throw new IllegalArgumentException("the bound must be 1 to " + MAX_ROWS + ", not " + maxRows);
    }
  }

  private TrainingRows(int featureCount, int maxRows, List<float[]> features) {
    this.featureCount = featureCount;
    this.maxRows = maxRows;
    this.features = features;
  }

  /**
   * Appends a row.
   *
   * @param row finite features, copied
   * @param target finite
   * @throws IllegalArgumentException if the length is wrong or a number is NaN or infinite
   * @throws IllegalStateException if the set is full
   */
  public void add(float[] row, double target) {
    requireFinite(row, target);
    if (size == maxRows) {
      throw new IllegalStateException(
          "the set is full at "
              + maxRows
              + " rows: take a smaller sample of the rows, or more parts");
    }
    int at = size & (BLOCK_ROWS - 1);
    if (at == 0) {
      features.add(new float[BLOCK_ROWS * featureCount]);
      targets.add(new double[BLOCK_ROWS]);
    }
    System.arraycopy(row, 0, features.get(size >> BLOCK_BITS), at * featureCount, featureCount);
    targets.get(size >> BLOCK_BITS)[at] = target;
    size++;
  }

  private void requireFinite(float[] row, double target) {
    if (row.length != featureCount) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " features, expected " + featureCount);
    }
    for (int j = 0; j < row.length; j++) {
      if (!Float.isFinite(row[j])) {
        throw new IllegalArgumentException(
            "feature " + j + " is " + row[j] + ": missing inputs are filled in by the extractor");
      }
    }
    if (!Double.isFinite(target)) {
      throw new IllegalArgumentException("the target is " + target + ": leave such rows out");
    }
  }

  public int size() {
    return size;
  }

  public int featureCount() {
    return featureCount;
  }

  /** The target of a row. */
  public double target(int row) {
    return targets.get(requireRow(row) >> BLOCK_BITS)[row & (BLOCK_ROWS - 1)];
  }

  /** All targets in the order of the rows; a new array. */
  public double[] targets() {
    double[] all = new double[size];
    for (int block = 0; block < targets.size(); block++) {
      int from = block << BLOCK_BITS;
      System.arraycopy(targets.get(block), 0, all, from, Math.min(BLOCK_ROWS, size - from));
    }
    return all;
  }

  /** One feature of a row. */
  public float feature(int row, int column) {
    return features
        .get(requireRow(row) >> BLOCK_BITS)[(row & (BLOCK_ROWS - 1)) * featureCount + column];
  }

  /** Copies the features of a row into an array of {@link #featureCount()} floats. */
  public void copyRow(int row, float[] into) {
    float[] block = features.get(requireRow(row) >> BLOCK_BITS);
    System.arraycopy(block, (row & (BLOCK_ROWS - 1)) * featureCount, into, 0, featureCount);
  }

  /**
   * The same features with what a model leaves unexplained as targets: target minus prediction. The
   * features are shared, not copied; neither set may grow afterwards.
   */
  public TrainingRows residuals(PointModel model) {
    if (model.featureCount() != featureCount) {
      throw new IllegalArgumentException(
          "a model of " + model.featureCount() + " features for rows of " + featureCount);
    }
    TrainingRows rest = new TrainingRows(featureCount, size, List.copyOf(features));
    float[] row = new float[featureCount];
    for (int i = 0; i < size; i++) {
      if ((i & (BLOCK_ROWS - 1)) == 0) {
        rest.targets.add(new double[BLOCK_ROWS]);
      }
      copyRow(i, row);
      rest.targets.get(i >> BLOCK_BITS)[i & (BLOCK_ROWS - 1)] = target(i) - model.predict(row);
    }
    rest.size = size;
    return rest;
  }

  private int requireRow(int row) {
    if (row < 0 || row >= size) {
      throw new IndexOutOfBoundsException("row " + row + " of " + size);
    }
    return row;
  }
}
