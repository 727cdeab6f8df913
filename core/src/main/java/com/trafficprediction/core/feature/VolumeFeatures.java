package com.trafficprediction.core.feature;

import static com.trafficprediction.core.feature.Feature.Use.ANALYSIS;
import static com.trafficprediction.core.feature.Feature.Use.MODEL;
import static com.trafficprediction.core.feature.Feature.Use.VOLUME_MODEL;

import com.trafficprediction.core.feature.Feature.Needs;
import com.trafficprediction.core.feature.Feature.Use;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.profile.Usual;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.List;

/** Volume and occupancy of the segment; columns exist only where the data set carries them. */
final class VolumeFeatures implements FeatureRow.Group {
  private static final int ROLLING_WINDOWS = 6;

  @Override
  public List<Feature> features() {
    List<Feature> all = new ArrayList<>();
    all.add(vph("volume", MODEL));
    all.add(vph("volume_lag_15min", VOLUME_MODEL));
    all.add(vph("volume_lag_30min", VOLUME_MODEL));
    all.add(vph("volume_rolling_avg", MODEL));
    all.add(vph("volume_rolling_std", VOLUME_MODEL));
    all.add(vph("volume_change_15min", VOLUME_MODEL));
    all.add(vph("segment_avg_volume", ANALYSIS));
    all.add(vph("segment_std_volume", ANALYSIS));
    all.add(vph("volume_profile_now", VOLUME_MODEL));
    for (Horizon horizon : Horizon.values()) {
      all.add(
          new Feature(
              "volume_profile_" + horizon.key() + "min",
              "veh/h",
              Needs.VOLUME,
              VOLUME_MODEL,
              horizon));
    }
    all.add(occupancy("occupancy", MODEL));
    all.add(occupancy("occupancy_change_15min", MODEL));
    all.add(occupancy("up1_occupancy", MODEL));
    all.add(occupancy("down1_occupancy", MODEL));
    return all;
  }

  @Override
  public void write(Origin at, FeatureRow row) {
    SegmentView own = at.own();
    long now = own.past().currentStart();
    double volume = own.volume(0);
    Rolling rolling = Rolling.overVolume(own, ROLLING_WINDOWS);
    row.put(volume);
    row.put(own.volume(3));
    row.put(own.volume(6));
    row.put(rolling.mean());
    row.put(rolling.std());
    row.put(volume - own.volume(3));
    row.put(own.statistics().meanVolumeVph());
    row.put(own.statistics().stdVolumeVph());
    Usual usual = own.profile().volume(now);
    row.put(usual.mean());
    for (Horizon horizon : Horizon.values()) {
      row.put(own.profile().volume(horizon.targetStart(now + Windows.MILLIS)).mean());
    }
    double occupancy = own.occupancy(0);
    row.put(occupancy);
    row.put(occupancy - own.occupancy(3));
    row.put(nearestOccupancy(at.upstream(), occupancy));
    row.put(nearestOccupancy(at.downstream(), occupancy));
  }

  /** Occupancy of the nearest neighbour; the segment's own where there is none. */
  private static double nearestOccupancy(List<SegmentView> neighbours, double own) {
    double occupancy = neighbours.isEmpty() ? Double.NaN : neighbours.get(0).occupancy(0);
    return Double.isNaN(occupancy) ? own : occupancy;
  }

  private static Feature vph(String name, Use use) {
    return new Feature(name, "veh/h", Needs.VOLUME, use, null);
  }

  private static Feature occupancy(String name, Use use) {
    return new Feature(name, "percent", Needs.OCCUPANCY, use, null);
  }
}
