package com.trafficprediction.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResidualDistributionTest {
  private static final ResidualStrata ONE = new ResidualStrata(List.of(), List.of());

  /** Equal tails and hardly any shrinking: quantiles that can be counted by hand. */
  private static final IntervalPolicy PLAIN = new IntervalPolicy(0.1, 2, 0, 0.05, 1e-9, 0.005);

  private static ResidualCounts residuals(int fromTenth, int untilTenth) {
    ResidualCounts counts = new ResidualCounts(ONE);
    for (int tenth = fromTenth; tenth < untilTenth; tenth++) {
      counts.add(100, 3, 100 + tenth / 10.0);
    }
    return counts;
  }

  @Test
  void endsFollowTheRankOfNPlusOne() {
    // 39 residuals: ceil(40 x 0.95) = 38 of them must lie on the inner side of each end.
    PredictionInterval interval =
        ResidualDistribution.of(residuals(-19, 20), PLAIN).interval(100, 3);

    assertThat(interval.lowerKmh()).isCloseTo(100 - 1.8 - 0.05, within(1e-9));
    assertThat(interval.upperKmh()).isCloseTo(100 + 1.8 + 0.05, within(1e-9));
  }

  @Test
  void nineteenResidualsAreTheFewestThatBoundFivePercent() {
    assertThat(ResidualDistribution.of(residuals(-9, 10), PLAIN).interval(100, 3).upperKmh())
        .isCloseTo(100.95, within(1e-9));
    assertThat(ResidualDistribution.of(residuals(-9, 9), PLAIN).interval(100, 3))
        .isEqualTo(new PredictionInterval(0, 200));
  }

  @Test
  void intervalsStayWithinTheRangeOfSpeedsAndHoldThePrediction() {
    ResidualDistribution late = ResidualDistribution.of(residuals(50, 150), PLAIN);

    PredictionInterval interval = late.interval(190, 3);

    assertThat(interval.lowerKmh()).isEqualTo(190);
    assertThat(interval.upperKmh()).isEqualTo(200);
    assertThat(late.interval(-5, 3).lowerKmh()).isZero();
  }

  @Test
  void aSmallerAlphaWidens() {
    ResidualDistribution distribution = ResidualDistribution.of(residuals(-500, 500), PLAIN);

    assertThat(distribution.interval(100, 3, 0.02).widthKmh())
        .isGreaterThan(distribution.interval(100, 3, 0.2).widthKmh());
  }

  @Test
  void probabilitiesAreTheMassInsideEachBand() {
    // Uniform residuals on [-40, 40) around 80.47 km/h (50 mph): half of it is free flow.
    ResidualDistribution distribution = ResidualDistribution.of(residuals(-400, 400), PLAIN);
    double predicted = TrafficCategory.FREE_FLOW.fromKmh();

    CategoryProbabilities mass = distribution.probabilities(predicted, 3);

    assertThat(mass.free()).isCloseTo(0.5, within(0.002));
    assertThat(mass.light()).isCloseTo(15 * 1.609344 / 80, within(0.002));
    assertThat(mass.severe()).isZero();
    assertThat(distribution.confidence(predicted, 3)).isEqualTo(mass.free());
    assertThat(distribution.probabilityBelow(predicted, 3, 0)).isZero();
    assertThat(distribution.probabilityBelow(predicted, 3, 200)).isEqualTo(1);
  }

  @Test
  void aThinStratumBorrowsFromForecastsOfTheSameSpeed() {
    ResidualCounts counts = new ResidualCounts(ResidualStrata.DEFAULT);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 5000; i++) {
      counts.add(105, 1, 105 + random.nextDouble(-2, 2));
      counts.add(50, 12, 50 + random.nextDouble(-30, 30));
    }
    ResidualDistribution distribution = ResidualDistribution.of(counts, IntervalPolicy.DEFAULT);

    assertThat(distribution.interval(105, 1).widthKmh()).isLessThan(5);
    assertThat(distribution.interval(50, 12).widthKmh()).isGreaterThan(50);
    assertThat(distribution.interval(50, Double.NaN).widthKmh()).isGreaterThan(45);
    assertThat(distribution.interval(25, 12).widthKmh()).isGreaterThan(30);
  }

  @Test
  void aStratumThatSometimesCongestsKeepsItsLowerTail() {
    // 6 % of outcomes fall to about 40 km/h: equal tails of 5 % would leave nearly all of them out.
    ResidualCounts counts = new ResidualCounts(ONE);
    for (int i = 0; i < 10_000; i++) {
      counts.add(100, 10, i % 100 < 6 ? 40 + i % 7 : 98 + i % 5);
    }

    PredictionInterval interval =
        ResidualDistribution.of(counts, IntervalPolicy.DEFAULT).interval(100, 10);

    assertThat(interval.lowerKmh()).isLessThan(42);
    assertThat(interval.upperKmh()).isLessThan(104);
  }

  @Test
  void nothingCountedIsNoDistribution() {
    assertThatThrownBy(() -> ResidualDistribution.of(new ResidualCounts(ONE), PLAIN))
        .hasMessageContaining("validation part");
  }

  @Test
  void countsSurviveTheirPlainDataAndMergeInAnyOrder() {
    SplittableRandom random = new SplittableRandom(3);
    ResidualCounts whole = new ResidualCounts(ResidualStrata.DEFAULT);
    ResidualCounts a = new ResidualCounts(ResidualStrata.DEFAULT);
    ResidualCounts b = new ResidualCounts(ResidualStrata.DEFAULT);
    for (int i = 0; i < 500; i++) {
      double predicted = random.nextDouble(0, 130);
      double observed = random.nextDouble(0, 130);
      double spread = i % 50 == 0 ? Double.NaN : random.nextDouble(0, 20);
      whole.add(predicted, spread, observed);
      (i % 2 == 0 ? a : b).add(predicted, spread, observed);
    }
    ResidualCounts back = new ResidualCounts(ResidualStrata.DEFAULT);
    b.states().forEach(back::addState);
    back.merge(a);

    assertThat(back.states()).isEqualTo(whole.states());
    assertThat(back.rows()).isEqualTo(500);
    assertThatThrownBy(() -> back.merge(new ResidualCounts(ONE)))
        .hasMessageContaining("different strata");
  }

  @Property(tries = 300)
  void everyForecastHasAnIntervalThatHoldsItAndProbabilitiesThatAddUp(
      @ForAll @DoubleRange(min = 0, max = 200) double predicted,
      @ForAll @DoubleRange(min = 0, max = 40) double spread,
      @ForAll @DoubleRange(min = 0.01, max = 0.3) double alpha,
      @ForAll @IntRange(min = 1, max = 400) int rows) {
    ResidualCounts counts = new ResidualCounts(ResidualStrata.DEFAULT);
    SplittableRandom random = new SplittableRandom(rows);
    for (int i = 0; i < rows; i++) {
      double at = random.nextDouble(0, 130);
      counts.add(at, random.nextDouble(0, 30), Math.max(0, at + random.nextDouble(-40, 20)));
    }
    ResidualDistribution distribution = ResidualDistribution.of(counts, IntervalPolicy.DEFAULT);

    assertThat(distribution.interval(predicted, spread, alpha).contains(predicted)).isTrue();
    assertThat(distribution.confidence(predicted, spread)).isBetween(0.0, 1.0);
  }
}
