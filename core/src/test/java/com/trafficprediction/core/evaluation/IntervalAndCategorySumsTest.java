package com.trafficprediction.core.evaluation;

import static com.trafficprediction.core.forecast.TrafficCategory.FREE_FLOW;
import static com.trafficprediction.core.forecast.TrafficCategory.HEAVY_TRAFFIC;
import static com.trafficprediction.core.forecast.TrafficCategory.SEVERE_CONGESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.forecast.CategoryProbabilities;
import com.trafficprediction.core.forecast.PredictionInterval;
import org.junit.jupiter.api.Test;

class IntervalAndCategorySumsTest {
  @Test
  void coverageCountsBothEndsAndCongestedOutcomesApart() {
    PredictionInterval interval = new PredictionInterval(80, 100);
    IntervalSums sums =
        IntervalSums.of(interval, 80)
            .merge(IntervalSums.of(interval, 100))
            .merge(IntervalSums.of(interval, 101))
            .merge(IntervalSums.of(new PredictionInterval(50, 60), 40))
            .merge(IntervalSums.of(new PredictionInterval(30, 60), 40));

    assertThat(sums.coverage()).isEqualTo(0.6);
    assertThat(sums.below()).isEqualTo(1);
    assertThat(sums.above()).isEqualTo(1);
    assertThat(sums.congestedCoverage()).isEqualTo(0.5);
    assertThat(sums.meanWidthKmh()).isEqualTo(20);
    assertThat(sums.congestedMeanWidthKmh()).isEqualTo(20);
    assertThat(sums.meanScoreKmh(0.1)).isCloseTo(20 + 20 * (1 + 10) / 5.0, within(1e-9));
    assertThat(IntervalSums.ofComponents(sums.components())).isEqualTo(sums);
    assertThat(IntervalSums.EMPTY.coverage()).isNaN();
  }

  @Test
  void brierSkillIsOneMinusTheRatioToPersistence() {
    CategoryProbabilities sure = new CategoryProbabilities(0, 0.2, 0.2, 0.6);
    CategorySums model =
        CategorySums.of(FREE_FLOW, sure, FREE_FLOW)
            .merge(CategorySums.of(FREE_FLOW, sure, HEAVY_TRAFFIC));
    CategorySums persistence =
        CategorySums.ofCertain(FREE_FLOW, FREE_FLOW)
            .merge(CategorySums.ofCertain(FREE_FLOW, HEAVY_TRAFFIC));

    assertThat(persistence.brier()).isCloseTo(1.0, within(1e-9));
    assertThat(model.brier()).isCloseTo((0.24 + 1.04) / 2, within(1e-6));
    assertThat(model.brierSkillOver(persistence)).isCloseTo(0.36, within(1e-6));
    assertThatThrownBy(() -> model.brierSkillOver(CategorySums.EMPTY))
        .hasMessageContaining("equal rows");
  }

  @Test
  void precisionAndRecallReadTheSameTableInBothDirections() {
    CategorySums sums =
        CategorySums.ofCertain(HEAVY_TRAFFIC, HEAVY_TRAFFIC)
            .merge(CategorySums.ofCertain(HEAVY_TRAFFIC, FREE_FLOW))
            .merge(CategorySums.ofCertain(HEAVY_TRAFFIC, FREE_FLOW))
            .merge(CategorySums.ofCertain(FREE_FLOW, HEAVY_TRAFFIC));

    assertThat(sums.precision(HEAVY_TRAFFIC)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(sums.recall(HEAVY_TRAFFIC)).isEqualTo(0.5);
    assertThat(sums.precision(SEVERE_CONGESTION)).isNaN();
    assertThat(sums.recall(SEVERE_CONGESTION)).isNaN();
    assertThat(CategorySums.ofComponents(sums.components())).isEqualTo(sums);
  }

  @Test
  void confidenceIsCalibratedWhenItEqualsTheShareThatCameTrue() {
    CategoryProbabilities threeQuarters = new CategoryProbabilities(0, 0.25, 0, 0.75);
    CategorySums sums = CategorySums.of(FREE_FLOW, threeQuarters, HEAVY_TRAFFIC);
    for (int i = 0; i < 3; i++) {
      sums = sums.merge(CategorySums.of(FREE_FLOW, threeQuarters, FREE_FLOW));
    }

    assertThat(sums.reliability()).containsExactly(new CategorySums.ConfidenceBin(4, 0.75, 0.75));
    assertThat(sums.calibrationError()).isZero();
  }
}
