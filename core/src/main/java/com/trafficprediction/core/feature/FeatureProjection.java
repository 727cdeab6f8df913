package com.trafficprediction.core.feature;

/**
 * Picks the columns of one feature set out of full rows: what a model is trained on and what it is
 * asked with. Immutable and thread-safe.
 */
public final class FeatureProjection {
  /**
   * Stands for a volume or occupancy that a segment never reports, in a data set that has them.
   * Outside the range of real values, so that a tree can tell it apart.
   */
  public static final float NEVER_REPORTED = -1;

  private final FeatureSet set;
  private final int[] columns;
  private final float[] whenAbsent;

  public FeatureProjection(FeatureSet set) {
    this.set = set;
    this.columns = FeatureCatalog.columns(set);
    this.whenAbsent = new float[columns.length];
    for (int i = 0; i < columns.length; i++) {
      // No change is the neutral change; -1 would be a real one.
      boolean isChange = FeatureCatalog.features().get(columns[i]).isChange();
      whenAbsent[i] = isChange ? 0 : NEVER_REPORTED;
    }
  }

  public FeatureSet featureSet() {
    return set;
  }

  /** Copies the set's columns of a full row into {@code row}, without a NaN. */
  public void project(float[] full, float[] row) {
    for (int i = 0; i < columns.length; i++) {
      float value = full[columns[i]];
      row[i] = Float.isNaN(value) ? whenAbsent[i] : value;
    }
  }

  /** The set's columns of a full row. */
  public float[] project(float[] full) {
    float[] row = new float[columns.length];
    project(full, row);
    return row;
  }
}
