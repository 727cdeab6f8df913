package com.trafficprediction.core.feature;

import static com.trafficprediction.core.feature.Feature.Use.ANALYSIS;
import static com.trafficprediction.core.feature.Feature.Use.MODEL;

import com.trafficprediction.core.feature.Feature.Needs;
import com.trafficprediction.core.feature.Feature.Use;
import com.trafficprediction.core.profile.SegmentStatistics;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.List;

/** The segment's own speed: now, lagged, rolling, and against its own statistics. */
final class SpeedFeatures implements FeatureRow.Group {
  private static final int[] LAG_MINUTES = {5, 10, 15, 20, 25, 30, 40, 50, 60, 90, 120};
  private static final int[] ROLLING_MINUTES = {15, 30, 60};

  @Override
  public List<Feature> features() {
    List<Feature> all = new ArrayList<>();
    all.add(kmh("speed", MODEL));
    all.add(
        new Feature(
            "speed_age_min",
            "minutes since the last observed speed, 65 if longer than an hour",
            Needs.SPEED,
            MODEL,
            null));
    for (int minutes : LAG_MINUTES) {
      all.add(kmh("speed_lag_" + minutes + "min", MODEL));
    }
    for (int minutes : ROLLING_MINUTES) {
      all.add(kmh("speed_rolling_avg_" + minutes + "min", minutes == 15 ? ANALYSIS : MODEL));
      all.add(kmh("speed_rolling_std_" + minutes + "min", MODEL));
      all.add(kmh("speed_rolling_min_" + minutes + "min", minutes == 60 ? MODEL : ANALYSIS));
      all.add(kmh("speed_rolling_max_" + minutes + "min", minutes == 60 ? MODEL : ANALYSIS));
      all.add(
          new Feature(
              "samples_" + minutes + "min", "observed windows", Needs.SPEED, ANALYSIS, null));
    }
    all.add(kmh("speed_change", MODEL));
    all.add(kmh("speed_change_15min", MODEL));
    // Over all time, a training row's own target included: for analysts alone.
    all.add(kmh("segment_avg_speed", ANALYSIS));
    all.add(kmh("segment_std_speed", ANALYSIS));
    all.add(kmh("segment_min_speed", ANALYSIS));
    all.add(kmh("segment_max_speed", ANALYSIS));
    all.add(kmh("segment_free_flow_speed", ANALYSIS));
    all.add(
        new Feature(
            "speed_normalized",
            "standard deviations from the segment's mean",
            Needs.SPEED,
            ANALYSIS,
            null));
    all.add(
        new Feature(
            "congestion_index", "1 - speed / free-flow speed", Needs.SPEED, ANALYSIS, null));
    return all;
  }

  @Override
  public void write(Origin at, FeatureRow row) {
    SegmentView own = at.own();
    double speed = own.speed(0);
    int age = own.speedAgeWindows();
    row.put(speed);
    row.put((age < 0 ? SegmentView.MAX_AGE_WINDOWS + 1 : age) * Windows.MINUTES);
    for (int minutes : LAG_MINUTES) {
      row.put(own.speed(minutes / Windows.MINUTES));
    }
    for (int minutes : ROLLING_MINUTES) {
      Rolling.overSpeed(own, minutes / Windows.MINUTES).write(row);
    }
    row.put(speed - own.speed(1));
    row.put(speed - own.speed(3));
    SegmentStatistics statistics = own.statistics();
    row.put(statistics.meanSpeedKmh());
    row.put(statistics.stdSpeedKmh());
    row.put(statistics.minSpeedKmh());
    row.put(statistics.maxSpeedKmh());
    row.put(statistics.freeFlowKmh());
    row.put(
        statistics.stdSpeedKmh() > 0
            ? (speed - statistics.meanSpeedKmh()) / statistics.stdSpeedKmh()
            : 0);
    row.put(1 - speed / statistics.freeFlowKmh());
  }

  private static Feature kmh(String name, Use use) {
    return new Feature(name, "km/h", Needs.SPEED, use, null);
  }
}
