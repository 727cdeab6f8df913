package com.trafficprediction.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Capabilities;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSetTest {
  private static final Capabilities SPEED_ONLY =
      new Capabilities(false, false, false, false, false);
  private static final Capabilities ALL = new Capabilities(true, true, true, true, true);

  @Test
  void theFingerprintFollowsNamesAndTheirOrder() {
    String fingerprint = new FeatureSet(List.of("a", "b")).fingerprint();

    assertThat(fingerprint).hasSize(64);
    assertThat(new FeatureSet(List.of("a", "b")).fingerprint()).isEqualTo(fingerprint);
    assertThat(new FeatureSet(List.of("b", "a")).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(new FeatureSet(List.of("a", "c")).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(new FeatureSet(List.of("a")).fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void theFingerprintFollowsTheExtractorsRevision() {
    FeatureSet set = new FeatureSet(List.of("a"));

    assertThat(set.fingerprint(1)).isNotEqualTo(set.fingerprint(2));
    assertThat(set.fingerprint()).isEqualTo(set.fingerprint(FeatureSet.EXTRACTOR_REVISION));
  }

  @Test
  void namesAreUniqueSingleLines() {
    assertThatThrownBy(() -> new FeatureSet(List.of())).hasMessageContaining("unique names");
    assertThatThrownBy(() -> new FeatureSet(List.of("a", "a"))).hasMessageContaining("[a, a]");
    assertThatThrownBy(() -> new FeatureSet(List.of("a\nb"))).hasMessageContaining("single lines");
  }

  @Test
  void aModelReadsTheTargetsOfItsOwnHorizonOnly() {
    List<String> names = FeatureCatalog.speedModel(Horizon.MINUTES_30, ALL).names();

    assertThat(names)
        .contains("speed", "profile_30min_mean", "profile_30min_std", "up1_speed")
        .doesNotContain("profile_15min_mean", "profile_60min_mean");
  }

  @Test
  void whatADataSetDoesNotCarryIsNotReadByItsModels() {
    assertThat(FeatureCatalog.speedModel(Horizon.MINUTES_15, SPEED_ONLY).names())
        .noneMatch(name -> name.contains("volume") || name.contains("occupancy"));
    assertThat(FeatureCatalog.speedModel(Horizon.MINUTES_15, ALL).names())
        .contains("volume", "occupancy", "down1_occupancy");
  }

  @Test
  void noModelReadsAStatisticThatHoldsItsOwnTarget() {
    for (Horizon horizon : Horizon.values()) {
      assertThat(FeatureCatalog.speedModel(horizon, ALL).names())
          .noneMatch(name -> name.startsWith("segment_"));
      assertThat(FeatureCatalog.volumeModel(horizon, ALL).names())
          .noneMatch(name -> name.startsWith("segment_"));
    }
  }

  @Test
  void onlyVolumeModelsReadVolumeInDetail() {
    assertThat(FeatureCatalog.volumeModel(Horizon.MINUTES_15, ALL).names())
        .contains("volume_profile_15min", "volume_lag_30min");
    assertThat(FeatureCatalog.speedModel(Horizon.MINUTES_15, ALL).names())
        .doesNotContain("volume_profile_15min", "volume_lag_30min");
  }

  @Test
  void theNamesInMessagesOfOtherModulesExist() {
    for (Horizon horizon : Horizon.values()) {
      assertThat(FeatureCatalog.indexOf(FeatureCatalog.profileMean(horizon))).isNotNegative();
      assertThat(FeatureCatalog.indexOf(FeatureCatalog.profileStd(horizon))).isNotNegative();
      assertThat(FeatureCatalog.indexOf(FeatureCatalog.volumeProfile(horizon))).isNotNegative();
    }
    assertThat(FeatureCatalog.indexOf(FeatureCatalog.SPEED)).isNotNegative();
    assertThat(FeatureCatalog.indexOf(FeatureCatalog.SPEED_AGE)).isNotNegative();
    assertThat(FeatureCatalog.indexOf(FeatureCatalog.VOLUME)).isNotNegative();
    assertThatThrownBy(() -> FeatureCatalog.indexOf("wind")).hasMessageContaining("'wind'");
  }

  @Test
  void aProjectionPicksColumnsInTheModelsOrder() {
    float[] full = new float[FeatureCatalog.features().size()];
    for (int i = 0; i < full.length; i++) {
      full[i] = i;
    }
    FeatureProjection projection =
        new FeatureProjection(new FeatureSet(List.of("speed", "hour_cos", "hour_sin")));

    assertThat(projection.project(full))
        .containsExactly(
            FeatureCatalog.indexOf("speed"),
            FeatureCatalog.indexOf("hour_cos"),
            FeatureCatalog.indexOf("hour_sin"));
  }

  @Test
  void aModelSeesNoNaNAndAnAbsentChangeIsNone() {
    float[] full = new float[FeatureCatalog.features().size()];
    java.util.Arrays.fill(full, Float.NaN);
    FeatureProjection projection =
        new FeatureProjection(
            new FeatureSet(List.of("volume", "volume_change_15min", "occupancy_change_15min")));

    assertThat(projection.project(full)).containsExactly(FeatureProjection.NEVER_REPORTED, 0f, 0f);
  }
}
