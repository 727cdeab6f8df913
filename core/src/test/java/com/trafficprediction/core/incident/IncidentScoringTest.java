package com.trafficprediction.core.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentScoringTest {
  private static final long MINUTE = 60_000;
  private static final KnownIncident CRASH =
      new KnownIncident("crash", "I5-N", 12, 100 * MINUTE, 130 * MINUTE);
  private static final KnownIncident STALL =
      new KnownIncident("stall", "I5-N", 30, 100 * MINUTE, 110 * MINUTE);

  private static FoundIncident found(String id, String chain, double km, long minute) {
    return new FoundIncident(id, chain, km, minute * MINUTE);
  }

  private static IncidentScore score(FoundIncident... found) {
    return new IncidentScoring(List.of(found), MatchRule.TRUTH, 2)
        .score(List.of(CRASH, STALL), known -> known.id().equals("crash"));
  }

  @Test
  void theFirstDetectionNearbyInTimeAndPlaceCounts() {
    IncidentScore score = score(found("a", "I5-N", 11, 107), found("b", "I5-N", 10, 125));
    assertThat(score.detectionRate()).isEqualTo(1);
    assertThat(score.detectionRateWithin(10)).isEqualTo(1);
    assertThat(score.detectionRateWithin(5)).isZero();
    assertThat(score.meanMinutesToDetect()).isEqualTo(7);
    assertThat(score.repeats()).isEqualTo(1);
    assertThat(score.falseAlarms()).isZero();
  }

  @Test
  void anotherRoadAnotherTimeAndAnotherPlaceAreFalseAlarms() {
    IncidentScore score =
        score(
            found("road", "I5-S", 12, 107),
            found("early", "I5-N", 12, 99),
            found("late", "I5-N", 12, 161),
            found("upstream", "I5-N", 8, 107),
            found("downstream", "I5-N", 14, 107));
    assertThat(score.detectionRate()).isZero();
    assertThat(score.falseAlarmsPerDay()).isEqualTo(2.5);
    assertThat(score.meanMinutesToDetect()).isNaN();
  }

  @Test
  void aDetectionOfAnIncidentThatDoesNotCountIsNoFalseAlarm() {
    IncidentScore score = score(found("a", "I5-N", 30, 105));
    assertThat(score.known()).isEqualTo(1);
    assertThat(score.found()).isZero();
    assertThat(score.falseAlarms()).isZero();
  }

  @Test
  void chanceIsWhatShiftedRecordsFind() {
    IncidentScoring scoring =
        new IncidentScoring(
            List.of(found("a", "I5-N", 12, 105), found("b", "I5-N", 12, 1_545)),
            MatchRule.TRUTH,
            2);
    List<KnownIncident> known = List.of(CRASH);
    assertThat(scoring.chanceRate(known, List.of(1_440 * MINUTE, -1_440 * MINUTE))).isEqualTo(0.5);
    assertThat(IncidentScoring.correctedRate(1, 0.5)).isEqualTo(1);
    assertThat(IncidentScoring.correctedRate(0.5, 0.5)).isZero();
  }

  @Test
  void scoresOfSeveralNetworksAddUp() {
    IncidentScore sum = score(found("a", "I5-N", 11, 107)).plus(score());
    assertThat(sum.known()).isEqualTo(2);
    assertThat(sum.detectionRate()).isEqualTo(0.5);
    assertThat(sum.days()).isEqualTo(4);
    assertThat(sum.medianMinutesToDetect()).isCloseTo(7, within(1e-9));
  }
}
