package com.trafficprediction.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.units.SpeedUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizonAndCategoryTest {
  @ParameterizedTest
  @CsvSource({
    "0, SEVERE_CONGESTION",
    "19.99, SEVERE_CONGESTION",
    "20, HEAVY_TRAFFIC",
    "34.99, HEAVY_TRAFFIC",
    "35, LIGHT_TRAFFIC",
    "49.99, LIGHT_TRAFFIC",
    "50, FREE_FLOW",
    "120, FREE_FLOW",
  })
  void bandsAreHalfOpenInMilesPerHour(double mph, TrafficCategory category) {
    assertThat(TrafficCategory.of(SpeedUnit.MPH.toKmh(mph))).isEqualTo(category);
  }

  @Test
  void noDataIsNotACategory() {
    assertThatThrownBy(() -> TrafficCategory.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theBandsCoverEverySpeedWithoutOverlap() {
    TrafficCategory[] bands = TrafficCategory.values();
    assertThat(bands[0].fromKmh()).isZero();
    for (int i = 1; i < bands.length; i++) {
      assertThat(bands[i].fromKmh()).isEqualTo(bands[i - 1].toKmh());
    }
    assertThat(bands[bands.length - 1].toKmh()).isInfinite();
  }

  @Test
  void aHorizonNamesTheWindowThatEndsSoManyMinutesAfterTheOrigin() {
    long origin = 1_000_000 * 300_000L;

    assertThat(Horizon.MINUTES_15.targetStart(origin)).isEqualTo(origin + 10 * 60_000);
    assertThat(Horizon.MINUTES_60.targetStart(origin)).isEqualTo(origin + 55 * 60_000);
  }

  @Test
  void horizonsAreFoundByTheirMinutes() {
    for (Horizon horizon : Horizon.values()) {
      assertThat(Horizon.ofMinutes(horizon.minutes())).isEqualTo(horizon);
      assertThat(horizon.key()).isEqualTo(String.valueOf(horizon.minutes()));
    }
    assertThatThrownBy(() -> Horizon.ofMinutes(45)).hasMessageContaining("use 15, 30 or 60");
  }
}
