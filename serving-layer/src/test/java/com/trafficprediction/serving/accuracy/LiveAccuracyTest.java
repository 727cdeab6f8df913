package com.trafficprediction.serving.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.latest.Predictions;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveAccuracyTest {
  private static final long ORIGIN = 1_700_000_100_000L / Windows.MILLIS * Windows.MILLIS;

  private final LiveAccuracy accuracy = new LiveAccuracy();

  @Test
  void aForecastIsScoredAgainstTheWindowItNamedBesidePersistence() {
    accuracy.predicted(forecast(0, 90));
    accuracy.observed(window(target(), 84));

    Score score = accuracy.scores().get(0);
    assertThat(score.horizonMinutes()).isEqualTo(15);
    assertThat(score.n()).isEqualTo(1);
    assertThat(score.mae()).isCloseTo(6, within(1e-4));
    assertThat(score.persistenceMae()).as("80 km/h at the origin").isCloseTo(4, within(1e-4));
    assertThat(score.coverage()).isEqualTo(1);
    assertThat(score.congested().n()).isZero();
  }

  @Test
  void theOrderInWhichBothArriveDoesNotMatter() {
    accuracy.observed(window(target(), 84));
    accuracy.predicted(forecast(0, 90));
    assertThat(accuracy.scores().get(0).mae()).isCloseTo(6, within(1e-4));
  }

  @Test
  void aForecastMadeAgainCountsInItsLastVersionAndAnAmendedWindowAsAmended() {
    accuracy.predicted(forecast(1, 100));
    accuracy.predicted(forecast(0, 90));
    accuracy.observed(window(target(), 84));
    accuracy.observed(window(target(), 98));
    assertThat(accuracy.scores()).extracting(Score::n).isEqualTo(List.of(1L));
    assertThat(accuracy.scores().get(0).mae()).isCloseTo(2, within(1e-4));
  }

  @Test
  void provisionalForecastsAreNeverScored() {
    TrafficPrediction provisional = forecast(0, 90);
    provisional.setProvisional(true);
    accuracy.predicted(provisional);
    accuracy.observed(window(target(), 84));
    assertThat(accuracy.scores()).isEmpty();
  }

  @Test
  void anExternalModelIsScoredBesideOursAndNeverInItsPlace() {
    accuracy.predicted(forecast(0, 90));
    accuracy.predicted(Predictions.of("A", 15, ORIGIN, 0, 50, "their-net-2"));
    accuracy.observed(window(target(), 84));

    assertThat(accuracy.scores())
        .extracting(Score::modelVersion)
        .containsExactly("run-1/tree", "their-net-2");
    assertThat(accuracy.scores().get(0).mae()).isCloseTo(6, within(1e-4));
    assertThat(accuracy.scores().get(1).mae()).isCloseTo(34, within(1e-4));
    assertThat(accuracy.listOutcomes("A"))
        .extracting(Outcome::modelVersion)
        .containsExactly("run-1/tree");
  }

  @Test
  void intervalsLearnFromTheLiveModelAlone() {
    accuracy.predicted(forecast(0, 90));
    accuracy.predicted(Predictions.of("A", 15, ORIGIN, 0, 50, "their-net-2"));

    PredictionInterval ours =
        accuracy.findInterval("A", Horizon.MINUTES_15, ORIGIN, "run-1/tree").orElseThrow();
    assertThat(ours.lowerKmh()).isEqualTo(80);
    assertThat(accuracy.findInterval("A", Horizon.MINUTES_15, ORIGIN, "run-2/tree"))
        .as("made by the run before")
        .isEmpty();
  }

  @Test
  void ofManyExternalModelsThoseHeardOfLastAreScored() {
    accuracy.predicted(forecast(0, 90));
    for (int i = 0; i < 50; i++) {
      accuracy.predicted(Predictions.of("A", 15, ORIGIN, 0, 50, "their-net-" + i));
    }
    accuracy.observed(window(target(), 84));
    assertThat(accuracy.scores())
        .extracting(Score::modelVersion)
        .containsExactly(
            "run-1/tree", "their-net-46", "their-net-47", "their-net-48", "their-net-49");
  }

  @Test
  void aSegmentsForecastsStandBesideWhatCame() {
    accuracy.predicted(forecast(0, 90));
    accuracy.predicted(Predictions.of("A", 30, ORIGIN, 0, 70, "run-1/tree"));
    accuracy.predicted(Predictions.of("B", 15, ORIGIN, 0, 50, "run-1/tree"));
    accuracy.observed(window(target(), 84));

    List<Outcome> outcomes = accuracy.listOutcomes("A");
    assertThat(outcomes).extracting(Outcome::horizonMinutes).containsExactly(15, 30);
    assertThat(outcomes.get(0).observedKmh()).isCloseTo(84, within(1e-4));
    assertThat(outcomes.get(1).observedKmh()).as("not yet").isNaN();
    assertThat(accuracy.scores("A")).extracting(Score::n).containsExactly(1L);
    assertThat(accuracy.scores("B")).isEmpty();
    assertThat(accuracy.listOutcomes("C")).isEmpty();
  }

  @Test
  void whatIsMoreThanADayOldIsForgotten() {
    accuracy.predicted(forecast(0, 90));
    accuracy.observed(window(target(), 84));
    accuracy.observed(window(target() + 24 * 3_600_000, 84));
    assertThat(accuracy.scores()).isEmpty();
  }

  private static long target() {
    return Horizon.MINUTES_15.targetStart(ORIGIN);
  }

  private static TrafficPrediction forecast(long revision, double speed) {
    return Predictions.of("A", 15, ORIGIN, revision, speed, "run-1/tree");
  }

  private static TrafficWindow window(long start, double kmh) {
    WindowFold fold = new WindowFold();
    fold.add(new Reading("e", "A", start, Windows.SECONDS, (int) (kmh * 100), 10, -1, 10_000));
    return new TrafficWindow("A", start, fold.sums());
  }
}
