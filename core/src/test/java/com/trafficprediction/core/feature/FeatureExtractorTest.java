package com.trafficprediction.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.units.Quantity;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {
  private static final int NONE = Quantity.ABSENT;

  /** Free flow is 100 km/h; a queue has slowed the last quarter of an hour. */
  private static Scene queue() {
    Scene scene = new Scene().usual("own", 10_000, 1200);
    for (int back = 15; back <= 180; back += 5) {
      scene.window("own", back, 10_000, 1200, 500);
    }
    return scene
        .window("own", 10, 9_000, 1500, 900)
        .window("own", 5, 7_000, 1800, 1500)
        .window("own", 0, 4_000, 1500, 2500);
  }

  @Test
  void theSegmentsOwnPastIsReadBackFromTheOrigin() {
    Scene.Row row = queue().row();

    assertThat(row.usable()).isTrue();
    assertThat(row.get("speed")).isEqualTo(40);
    assertThat(row.get("speed_age_min")).isZero();
    assertThat(row.get("speed_lag_5min")).isEqualTo(70);
    assertThat(row.get("speed_lag_10min")).isEqualTo(90);
    assertThat(row.get("speed_lag_15min")).isEqualTo(100);
    assertThat(row.get("speed_lag_120min")).isEqualTo(100);
    assertThat(row.get("speed_change")).isEqualTo(-30);
    assertThat(row.get("speed_change_15min")).isEqualTo(-60);
  }

  @Test
  void rollingStatisticsCoverTheWindowsThatEndAtTheOrigin() {
    Scene.Row row = queue().row();

    assertThat(row.get("speed_rolling_avg_15min")).isEqualTo(200 / 3f);
    assertThat(row.get("speed_rolling_std_15min"))
        .isCloseTo(
            (float) Math.sqrt((23.3333 * 23.3333 + 3.3333 * 3.3333 + 26.6667 * 26.6667) / 3),
            within(1e-3f));
    assertThat(row.get("speed_rolling_min_60min")).isEqualTo(40);
    assertThat(row.get("speed_rolling_max_60min")).isEqualTo(100);
    assertThat(row.get("speed_rolling_avg_60min")).isEqualTo((9 * 100 + 200) / 12f);
    assertThat(row.get("samples_15min")).isEqualTo(3);
    assertThat(row.get("samples_60min")).isEqualTo(12);
  }

  @Test
  void whatIsUsualComesFromTheProfile() {
    Scene.Row row = queue().row();

    assertThat(row.get("profile_now_mean")).isEqualTo(100);
    assertThat(row.get("profile_now_std")).isZero();
    assertThat(row.get("profile_now_deviation")).isEqualTo(-60);
    assertThat(row.get("profile_30min_mean")).isEqualTo(100);
    assertThat(row.get("profile_60min_change")).isZero();
    assertThat(row.get("segment_avg_speed")).isEqualTo(100);
    assertThat(row.get("congestion_index")).isEqualTo(0.6f);
  }

  @Test
  void volumeAndOccupancyAreReadLikewise() {
    Scene.Row row = queue().row();

    assertThat(row.get("volume")).isEqualTo(1500);
    assertThat(row.get("volume_lag_15min")).isEqualTo(1200);
    assertThat(row.get("volume_change_15min")).isEqualTo(300);
    assertThat(row.get("volume_rolling_avg")).isEqualTo((1500 + 1800 + 1500 + 3 * 1200) / 6f);
    assertThat(row.get("volume_profile_60min")).isEqualTo(1200);
    assertThat(row.get("occupancy")).isEqualTo(25);
    assertThat(row.get("occupancy_change_15min")).isEqualTo(20);
  }

  @Test
  void calendarIsThatOfTheWindowJustOver() {
    Scene.Row row = queue().row();

    assertThat(row.get("hour")).as("the window began at 07:55").isEqualTo(7);
    assertThat(row.get("day_of_week")).as("a Wednesday").isEqualTo(2);
    assertThat(row.get("day_of_month")).isEqualTo(12);
    assertThat(row.get("month")).isEqualTo(1);
    assertThat(row.get("is_weekend")).isZero();
    assertThat(row.get("is_rush_hour")).isEqualTo(1);
    assertThat(row.get("hour_sin"))
        .isEqualTo((float) StrictMath.sin(2 * Math.PI * (7 + 55 / 60.0) / 24));
  }

  @Test
  void neighboursAreReadNearestFirst() {
    Scene.Row row =
        queue()
            .usual("u1", 9_000, NONE)
            .usual("u2", 8_000, NONE)
            .window("u1", 15, 9_000, NONE, NONE)
            .window("u1", 0, 6_000, NONE, 1000)
            .window("u2", 0, 7_000, NONE, NONE)
            .upstream("u1", "u2")
            .row();

    assertThat(row.get("up1_speed")).isEqualTo(60);
    assertThat(row.get("up1_deviation")).isEqualTo(-30);
    assertThat(row.get("up1_change_15min")).isEqualTo(-30);
    assertThat(row.get("up2_deviation")).isEqualTo(-10);
    assertThat(row.get("up_2hop_deviation")).isEqualTo(-20);
    assertThat(row.get("up1_occupancy")).isEqualTo(10);
    assertThat(row.get("down1_occupancy")).as("none there: its own").isEqualTo(25);
  }

  @Test
  void whereThereIsNoNeighbourTheSegmentStandsInForIt() {
    Scene.Row row = queue().row();

    for (String missing : new String[] {"up1", "up4", "down1", "down4", "colocated"}) {
      assertThat(row.get(missing + "_speed")).isEqualTo(40);
      assertThat(row.get(missing + "_deviation")).isZero();
      assertThat(row.get(missing + "_change_15min")).isZero();
    }
    assertThat(row.get("down_2hop_deviation")).isZero();
  }

  @Test
  void aNeighbourOfWhichNothingIsKnownIsLikeNone() {
    Scene.Row row = queue().coLocated("silent").row();

    assertThat(row.get("colocated_speed")).isEqualTo(40);
    assertThat(row.get("colocated_deviation")).isZero();
  }

  @Test
  void aNeighbourWithoutProfileStillHasASpeed() {
    Scene.Row row = queue().window("h", 0, 9_500, NONE, NONE).coLocated("h").row();

    assertThat(row.get("colocated_speed")).isEqualTo(95);
    assertThat(row.get("colocated_deviation")).isZero();
    assertThat(row.get("colocated_change_15min")).as("nothing older is known").isZero();
  }

  @Test
  void theNetworkIsItsMeanNowAndAQuarterOfAnHourAgo() {
    Scene.Row row =
        queue()
            .network(0, new NetworkMean(4, 4 * 8_000, 1))
            .network(15, new NetworkMean(5, 5 * 9_500, 0))
            .row();

    assertThat(row.get("network_speed")).isEqualTo(80);
    assertThat(row.get("network_change_15min")).isEqualTo(-15);
    assertThat(row.get("network_congested_share")).isEqualTo(0.25f);
  }

  @Test
  void anUnknownNetworkStandsStill() {
    Scene.Row row = queue().row();

    assertThat(row.get("network_speed")).isEqualTo(40);
    assertThat(row.get("network_change_15min")).isZero();
    assertThat(row.get("network_congested_share")).isZero();
  }

  @Test
  void aMissingReadingIsCarriedForwardAndItsAgeTold() {
    Scene.Row row =
        new Scene()
            .usual("own", 10_000, 1200)
            .window("own", 20, 8_000, 900, 700)
            .window("own", 0, NONE, NONE, NONE)
            .row();

    assertThat(row.get("speed")).isEqualTo(80);
    assertThat(row.get("speed_age_min")).isEqualTo(20);
    assertThat(row.get("speed_lag_15min")).isEqualTo(80);
    assertThat(row.get("speed_change")).isZero();
    assertThat(row.get("volume")).isEqualTo(900);
    assertThat(row.get("occupancy")).isEqualTo(7);
    assertThat(row.get("samples_60min")).isEqualTo(1);
    assertThat(row.get("speed_rolling_avg_15min")).as("nothing in it").isEqualTo(80);
    assertThat(row.get("speed_rolling_std_15min")).isZero();
  }

  @Test
  void aReadingIsCarriedForAnHourAndNotLonger() {
    Scene hour = new Scene().usual("own", 10_000, 1200).window("own", 60, 8_000, NONE, NONE);
    Scene longer = new Scene().usual("own", 10_000, 1200).window("own", 65, 8_000, NONE, NONE);

    assertThat(hour.row().get("speed")).isEqualTo(80);
    assertThat(hour.row().get("speed_age_min")).isEqualTo(60);
    assertThat(longer.row().get("speed")).as("the profile").isEqualTo(100);
    assertThat(longer.row().get("speed_age_min")).isEqualTo(65);
    assertThat(longer.row().get("speed_lag_5min")).as("an hour older there").isEqualTo(80);
  }

  @Test
  void aSegmentThatReportsNothingForHoursIsAsUsual() {
    Scene.Row row = new Scene().usual("own", 10_000, 1200).row();

    assertThat(row.get("speed")).isEqualTo(100);
    assertThat(row.get("volume")).isEqualTo(1200);
    assertThat(row.get("occupancy")).isNaN();
    assertThat(row.get("profile_now_deviation")).isZero();
  }

  @Test
  void withoutVolumeItsColumnsAreAbsentAndNotZero() {
    Scene.Row row =
        new Scene().usual("own", 10_000, NONE).window("own", 0, 9_000, NONE, NONE).row();

    assertThat(row.get("volume")).isNaN();
    assertThat(row.get("volume_rolling_avg")).isNaN();
    assertThat(row.get("volume_profile_15min")).isNaN();
    assertThat(row.get("segment_avg_volume")).isNaN();
    assertThat(row.get("occupancy")).isNaN();
  }

  @Test
  void aSegmentWithoutProfileHasNoRow() {
    Scene scene = new Scene().window("own", 0, 9_000, NONE, NONE);

    assertThat(scene.row().usable()).isFalse();
  }
}
