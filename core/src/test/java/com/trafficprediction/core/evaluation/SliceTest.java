package com.trafficprediction.core.evaluation;

import static com.trafficprediction.core.evaluation.Slice.CLEARING;
import static com.trafficprediction.core.evaluation.Slice.CONGESTED;
import static com.trafficprediction.core.evaluation.Slice.ONSET;
import static com.trafficprediction.core.evaluation.Slice.OUTAGE;
import static com.trafficprediction.core.evaluation.Slice.OVERALL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SliceTest {
  @Test
  void aRowIsOnsetWhenCongestionCameAfterTheOrigin() {
    assertThat(Slice.of(100, 0, 40)).containsExactlyInAnyOrder(OVERALL, CONGESTED, ONSET);
    assertThat(Slice.of(40, 0, 100)).containsExactlyInAnyOrder(OVERALL, CLEARING);
    assertThat(Slice.of(40, 0, 45)).containsExactlyInAnyOrder(OVERALL, CONGESTED);
  }

  @Test
  void aRowWithoutAFreshReadingIsAnOutage() {
    assertThat(Slice.of(100, 5, 100)).containsExactlyInAnyOrder(OVERALL, OUTAGE);
    assertThat(Slice.of(Double.NaN, 0, 40)).containsExactlyInAnyOrder(OVERALL, CONGESTED, OUTAGE);
  }

  @Test
  void persistenceForgetsAndFallsBackToTheHistoricalAverage() {
    assertThat(Baseline.PERSISTENCE.forecastKmh(80, 60, 95)).isEqualTo(80);
    assertThat(Baseline.PERSISTENCE.forecastKmh(80, 65, 95)).isEqualTo(95);
    assertThat(Baseline.PERSISTENCE.forecastKmh(Double.NaN, 0, 95)).isEqualTo(95);
    assertThat(Baseline.HISTORICAL_AVERAGE.forecastKmh(80, 0, 95)).isEqualTo(95);
  }
}
