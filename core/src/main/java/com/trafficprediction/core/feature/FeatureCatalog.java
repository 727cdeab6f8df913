package com.trafficprediction.core.feature;

import com.trafficprediction.core.feature.Feature.Needs;
import com.trafficprediction.core.feature.Feature.Use;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Capabilities;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All features in the order in which the extractor writes them, and which of them a model reads.
 */
public final class FeatureCatalog {
  /** The column of the segment's speed now, in km/h. */
  public static final String SPEED = "speed";

  /** The column of the minutes since the last observed speed; 0 when the current one is. */
  public static final String SPEED_AGE = "speed_age_min";

  /** The column of the segment's volume now, in vehicles per hour. */
  public static final String VOLUME = "volume";

  static final List<FeatureRow.Group> GROUPS =
      List.of(
          new CalendarFeatures(),
          new SpeedFeatures(),
          new VolumeFeatures(),
          new ProfileFeatures(),
          new NeighbourFeatures());

  private static final List<Feature> FEATURES;
  private static final Map<String, Integer> INDEX = new HashMap<>();

  static {
    List<Feature> all = new ArrayList<>();
    GROUPS.forEach(group -> all.addAll(group.features()));
    FEATURES = Collections.unmodifiableList(all);
    FEATURES.forEach(feature -> INDEX.put(feature.name(), INDEX.size()));
    if (INDEX.size() != FEATURES.size()) {
      throw new AssertionError("two features share a name");
    }
  }

  private FeatureCatalog() {}

  /** Every feature, in the order of the full row. */
  public static List<Feature> features() {
    return FEATURES;
  }

  /**
   * Position of a feature in the full row.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static int indexOf(String name) {
    Integer index = INDEX.get(name);
    if (index == null) {
      throw new IllegalArgumentException("there is no feature '" + name + "'");
    }
    return index;
  }

  /** The column that holds the usual speed at a horizon's target. */
  public static String profileMean(Horizon horizon) {
    return ProfileFeatures.targetMean(horizon);
  }

  /** The column that holds the usual spread at a horizon's target. */
  public static String profileStd(Horizon horizon) {
    return ProfileFeatures.targetStd(horizon);
  }

  /** The column that holds the usual volume at a horizon's target. */
  public static String volumeProfile(Horizon horizon) {
    return "volume_profile_" + horizon.key() + "min";
  }

  /** What a speed model for a horizon reads, given what the data set carries. */
  public static FeatureSet speedModel(Horizon horizon, Capabilities capabilities) {
    return select(horizon, capabilities, false);
  }

  /** What a volume model for a horizon reads, given what the data set carries. */
  public static FeatureSet volumeModel(Horizon horizon, Capabilities capabilities) {
    return select(horizon, capabilities, true);
  }

  /** Positions of a feature set's columns in the full row. */
  public static int[] columns(FeatureSet set) {
    return set.names().stream().mapToInt(FeatureCatalog::indexOf).toArray();
  }

  private static FeatureSet select(Horizon horizon, Capabilities capabilities, boolean volume) {
    return new FeatureSet(
        FEATURES.stream()
            .filter(f -> f.use() == Use.MODEL || (volume && f.use() == Use.VOLUME_MODEL))
            .filter(f -> f.horizon() == null || f.horizon() == horizon)
            .filter(f -> f.needs() != Needs.VOLUME || capabilities.volume())
            .filter(f -> f.needs() != Needs.OCCUPANCY || capabilities.occupancy())
            .map(Feature::name)
            .toList());
  }
}
