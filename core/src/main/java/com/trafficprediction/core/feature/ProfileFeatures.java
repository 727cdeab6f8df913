package com.trafficprediction.core.feature;

import com.trafficprediction.core.feature.Feature.Needs;
import com.trafficprediction.core.feature.Feature.Use;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.profile.Usual;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is usual on the segment now and at each target. */
final class ProfileFeatures implements FeatureRow.Group {
  /** Column of the usual speed now. */
  static final String NOW_MEAN = "profile_now_mean";

  /** Column of the usual speed at a horizon's target: the historical average, and the anchor. */
  static String targetMean(Horizon horizon) {
    return "profile_" + horizon.key() + "min_mean";
  }

  /** Column of the usual spread at a horizon's target. */
  static String targetStd(Horizon horizon) {
    return "profile_" + horizon.key() + "min_std";
  }

  @Override
  public List<Feature> features() {
    List<Feature> all = new ArrayList<>();
    all.add(kmh(NOW_MEAN, Use.MODEL, null));
    all.add(kmh("profile_now_std", Use.ANALYSIS, null));
    all.add(kmh("profile_now_deviation", Use.MODEL, null));
    for (Horizon horizon : Horizon.values()) {
      all.add(kmh(targetMean(horizon), Use.MODEL, horizon));
      all.add(kmh(targetStd(horizon), Use.MODEL, horizon));
      all.add(kmh("profile_" + horizon.key() + "min_change", Use.MODEL, horizon));
    }
    return all;
  }

  @Override
  public void write(Origin at, FeatureRow row) {
    SegmentView own = at.own();
    Usual now = own.profile().speed(own.past().currentStart());
    row.put(now.mean());
    row.put(now.std());
    row.put(own.speed(0) - now.mean());
    for (Horizon horizon : Horizon.values()) {
      Usual then = own.profile().speed(horizon.targetStart(at.millis()));
      row.put(then.mean());
      row.put(then.std());
      row.put(then.mean() - now.mean());
    }
  }

  private static Feature kmh(String name, Use use, @Nullable Horizon horizon) {
    return new Feature(name, "km/h", Needs.SPEED, use, horizon);
  }
}
