package com.trafficprediction.core.feature;

import com.trafficprediction.core.forecast.Horizon;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Computes every feature of a segment at an origin. Stateless and thread-safe.
 *
 * <p>A row is usable by a model when the segment has a profile. Missing readings never leave a NaN
 * in a column that a speed model reads: see {@link SegmentView} for the fallbacks. Volume and
 * occupancy columns are NaN where the data set has none.
 */
public final class FeatureExtractor {
  /** Columns of what is usual on the segment now and at each target. */
  private static final int[] USUAL_SPEEDS = usualSpeeds();

  private FeatureExtractor() {}

  /**
   * Fills {@code row} with the features of {@link FeatureCatalog#features()}.
   *
   * @param row at least as long as the catalogue
   * @return false when the segment has no profile at its origin or at a target; what the row holds
   *     is then of no use
   */
  public static boolean extract(Origin at, float[] row) {
    FeatureRow out = new FeatureRow(row);
    for (FeatureRow.Group group : FeatureCatalog.GROUPS) {
      group.write(at, out);
    }
    if (out.written() != FeatureCatalog.features().size()) {
      throw new AssertionError("a feature group wrote another number of columns than it declares");
    }
    for (int column : USUAL_SPEEDS) {
      if (Float.isNaN(row[column])) {
        return false;
      }
    }
    return true;
  }

  private static int[] usualSpeeds() {
    return IntStream.concat(
            IntStream.of(FeatureCatalog.indexOf(ProfileFeatures.NOW_MEAN)),
            Stream.of(Horizon.values())
                .map(FeatureCatalog::profileMean)
                .mapToInt(FeatureCatalog::indexOf))
        .toArray();
  }
}
