package com.trafficprediction.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.evaluation.DayBlockBootstrap.Comparison;
import com.trafficprediction.core.evaluation.DayBlockBootstrap.Estimate;
import com.trafficprediction.core.evaluation.QualityGate.Evidence;
import com.trafficprediction.core.evaluation.QualityGate.Live;
import com.trafficprediction.core.evaluation.QualityGate.Outcome;
import com.trafficprediction.core.evaluation.QualityGate.Verdict;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.random.Seeds;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QualityGateTest {
  private final DayBlockBootstrap bootstrap = new DayBlockBootstrap(new Seeds(7));

  /** 400 rows a day, each with the day's error. */
  private static SortedMap<Long, ErrorSums> days(double... errorsKmh) {
    SortedMap<Long, ErrorSums> days = new TreeMap<>();
    for (int day = 0; day < errorsKmh.length; day++) {
      ErrorFold fold = new ErrorFold(ErrorScale.SPEED_KMH);
      for (int i = 0; i < 400; i++) {
        fold.add(60 + errorsKmh[day], 60);
      }
      days.put(19_000L + day, fold.sums());
    }
    return days;
  }

  private Comparison compare(SortedMap<Long, ErrorSums> a, SortedMap<Long, ErrorSums> b) {
    return bootstrap.compare(a, b, ErrorScale.SPEED_KMH);
  }

  private static Verdict judge(Comparison persistence, Comparison average, Live live) {
    return QualityGate.judge(
        List.of(
            new Evidence(
                Horizon.MINUTES_30, "gradient_boosted_trees", persistence, average, live)));
  }

  @Test
  void aModelThatIsBetterEveryDayPasses() {
    Comparison better = compare(days(3, 2, 4, 3, 2), days(4, 3, 5, 4, 3));

    assertThat(better.difference().value()).isCloseTo(-1, within(1e-9));
    assertThat(better.difference().upper()).isCloseTo(-1, within(1e-9));
    assertThat(better.probabilityBetter()).isEqualTo(1);
    assertThat(better.ratio()).isCloseTo(2.8 / 3.8, within(1e-9));
    Verdict verdict = judge(better, better, new Live.Compared("run-live", better));
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.findings().get(1).sentence())
        .isEqualTo(
            "30 minutes: gradient_boosted_trees beats persistence: MAE 2.80 against 3.80 km/h"
                + " (difference -1.00, 95 % interval -1.00 to -1.00 over 5 days).");
  }

  @Test
  void oneLuckyDayDoesNotBeatABaseline() {
    Comparison lucky = compare(days(3, 3, 3, 3, 3), days(2.9, 2.9, 2.9, 2.9, 8));

    assertThat(lucky.difference().value()).isNegative();
    assertThat(lucky.difference().upper()).isPositive();
    Verdict verdict = judge(lucky, lucky, new Live.None());
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.failures()).hasSize(2).allMatch(s -> s.contains("does not beat"));
  }

  @Test
  void withTooFewDaysTheErrorsDecideAndTheVerdictSaysSo() {
    Comparison twoDays = compare(days(3, 3), days(4, 5));
    SortedMap<Long, ErrorSums> model = days(3, 3, 3);
    Verdict verdict =
        judge(compare(model, days(4, 4, 4)), compare(model, days(4, 4, 4)), new Live.None());

    assertThat(twoDays.difference().resolved()).isFalse();
    assertThat(twoDays.difference().lower()).isNaN();
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.findings().get(1).sentence()).contains("3 test days are too few");
  }

  @Test
  void aModelWorseThanTheLiveOneIsStopped() {
    Comparison good = compare(days(3, 3, 3, 3), days(5, 5, 5, 5));
    Comparison worse = compare(days(3, 3, 3, 3), days(2.98, 2.98, 2.98, 2.98));

    Verdict verdict = judge(good, good, new Live.Compared("run-live", worse));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.failures()).singleElement().asString().contains("worse than the live");
  }

  @Test
  void aLiveModelThatCannotBeScoredStopsNothing() {
    Comparison good = compare(days(3, 3, 3, 3), days(5, 5, 5, 5));

    Verdict verdict = judge(good, good, new Live.NotComparable("it knows other segments."));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.findings().get(3).outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
    assertThat(verdict.findings().get(3).sentence()).contains("other segments");
  }

  @Test
  void tooFewRowsShowNothing() {
    Comparison small = compare(days(3, 3), days(5, 5));

    assertThat(judge(small, small, new Live.None()).failures())
        .singleElement()
        .asString()
        .contains("only 800 test rows");
  }

  @Test
  void unpairedRowsAreRefused() {
    assertThatThrownBy(() -> compare(days(3, 3), days(3))).hasMessageContaining("same days");
  }

  @Test
  void resamplingRepeatsForASeed() {
    SortedMap<Long, ErrorSums> model = days(1, 2, 3, 4, 5, 6);
    SortedMap<Long, ErrorSums> reference = days(2, 2, 2, 5, 5, 5);

    assertThat(compare(model, reference)).isEqualTo(compare(model, reference));
  }

  @Test
  void coverageHasADayBlockInterval() {
    SortedMap<Long, IntervalSums> byDay = new TreeMap<>();
    for (long day = 0; day < 6; day++) {
      IntervalSums sums = IntervalSums.EMPTY;
      for (int i = 0; i < 10; i++) {
        double observed = i < 9 - day % 2 ? 90 : 150;
        sums = sums.merge(IntervalSums.of(new PredictionInterval(80, 100), observed));
      }
      byDay.put(day, sums);
    }

    Estimate coverage = bootstrap.coverage(byDay);

    assertThat(coverage.value()).isCloseTo(0.85, within(1e-12));
    assertThat(coverage.lower()).isBetween(0.80, 0.85);
    assertThat(coverage.upper()).isBetween(0.85, 0.90);
    assertThat(bootstrap.congestedCoverage(byDay).value()).isNaN();
  }
}
