package com.trafficprediction.core.feature;

import java.util.List;

/** Collects the columns of one row in order. Package-private: groups write, the extractor reads. */
final class FeatureRow {
  private final float[] values;
  private int next;

  FeatureRow(float[] values) {
    this.values = values;
  }

  void put(double value) {
    values[next++] = (float) value;
  }

  void put(boolean value) {
    put(value ? 1.0 : 0.0);
  }

  /** Position of the next column: lets the extractor check that a group wrote what it declared. */
  int written() {
    return next;
  }

  /** A set of columns with the code that computes them, in the same order. */
  interface Group {
    List<Feature> features();

    void write(Origin at, FeatureRow row);
  }
}
