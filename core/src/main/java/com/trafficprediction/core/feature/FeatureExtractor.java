package com.trafficprediction.core.feature;

import com.trafficprediction.core.forecast.Horizon;

/**
 * Computes every feature of a segment at an origin. Stateless and thread-safe.
 *
 * <p>A row is usable by a model when the segment has a profile; without one {@link #extract} says
 * no and writes nothing. Missing readings never leave a NaN in a column that a model reads: see
 * {@link SegmentView} for the fallbacks. Volume and occupancy columns are NaN where the data set
 * has none.
 */
public final class FeatureExtractor {
  private FeatureExtractor() {}

  /**
   * Fills {@code row} with the features of {@link FeatureCatalog#features()}.
   *
   * @param row at least as long as the catalogue
   * @return false when the segment has no profile at its origin, or at a target
   */
  public static boolean extract(Origin at, float[] row) {
    if (!usualSpeedKnown(at)) {
      return false;
    }
    FeatureRow out = new FeatureRow(row);
    for (FeatureRow.Group group : FeatureCatalog.GROUPS) {
      group.write(at, out);
    }
    if (out.written() != FeatureCatalog.features().size()) {
      throw new AssertionError("a feature group wrote another number of columns than it declares");
    }
    return true;
  }

  private static boolean usualSpeedKnown(Origin at) {
    if (!at.own().profile().speed(at.own().past().currentStart()).known()) {
      return false;
    }
    for (Horizon horizon : Horizon.values()) {
      if (!at.own().profile().speed(horizon.targetStart(at.millis())).known()) {
        return false;
      }
    }
    return true;
  }
}
