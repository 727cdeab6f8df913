package com.trafficprediction.storage.records;

import org.jspecify.annotations.Nullable;

/** What is absent: NaN while computing, null in a record. */
public final class Absent {
  private Absent() {}

  /** The value, or null for NaN. */
  public static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
