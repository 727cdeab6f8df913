package com.trafficprediction.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.network.LaggedCorrelation.Evidence;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorrelationNeighboursTest {
  private static final int USUAL = 10_000;

  @Test
  void candidatesAreTheNearestWithinEightKilometresAndNeverTheSegmentItself() {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      segments.add(Roads.place(String.format("s%02d", i), 34.0 + i * 0.004, -118.0));
    }
    segments.add(Roads.place("far", 34.0, -117.0));
    Network network = Roads.network(java.util.Set.of(), segments);

    Map<String, List<String>> candidates = CorrelationNeighbours.candidates(network);

    assertThat(candidates.get("s00"))
        .hasSize(CorrelationNeighbours.MAX_CANDIDATES)
        .startsWith("s01", "s02", "s03")
        .doesNotContain("s00");
    assertThat(candidates.get("s10")).as("ties by id").startsWith("s09", "s11", "s08", "s12");
    assertThat(candidates.get("far")).isEmpty();
  }

  @Test
  void whatASegmentDoesLaterItsDownstreamNeighbourDoesNow() {
    // A wave runs from "ahead" over "own" to "behind", a quarter of an hour each.
    LaggedCorrelation evidence = new LaggedCorrelation(List.of("ahead", "behind", "apart"));
    int[] wave = wave(1);
    int[] other = wave(2);
    for (int t = 6; t < wave.length; t++) {
      accept(evidence, t, wave[t - 3], wave[t], wave[t - 6], other[t]);
    }

    Neighbours own = CorrelationNeighbours.of(Map.of("own", evidence)).of("own");

    assertThat(own.downstream()).startsWith("ahead").doesNotContain("apart");
    assertThat(own.upstream()).doesNotContain("ahead", "apart");
    Evidence ahead = evidence.evidence().get(0);
    Evidence behind = evidence.evidence().get(1);
    assertThat(ahead.leads()).isGreaterThan(10 * ahead.lags());
    assertThat(behind.lags()).isGreaterThan(10 * behind.leads());
  }

  @Test
  void aCandidateThatForetellsTheChangeExactlyExplainsAllOfIt() {
    LaggedCorrelation evidence = new LaggedCorrelation(List.of("oracle"));
    Random random = new Random(3);
    int[] speed = random.ints(400, 5_000, 12_000).toArray();
    for (int t = 0; t + 12 < speed.length; t++) {
      accept(evidence, t, speed[t], speed[t + 3]);
    }

    // Fully at the lag of three windows; independent noise at the others.
    assertThat(evidence.evidence().get(0).leads()).isCloseTo(0.5 / 3, within(0.01));
  }

  @Test
  void listsAreRankedByWhatIsExplainedAndNoiseIsLeftOut() {
    Neighbours chosen =
        CorrelationNeighbours.choose(
            List.of(
                new Evidence("weak", 0.01, 0.001),
                new Evidence("strong", 0.2, 0.1),
                new Evidence("noise", 0.001, 0.0),
                new Evidence("tie-b", 0.05, 0.05),
                new Evidence("tie-a", 0.05, 0.05),
                new Evidence("fifth", 0.009, 0.001),
                new Evidence("lagging", 0.02, 0.3)));

    assertThat(chosen.downstream()).containsExactly("strong", "tie-a", "tie-b", "weak");
    assertThat(chosen.upstream()).containsExactly("lagging");
    assertThat(chosen.coLocated()).isEmpty();
  }

  @Test
  void evidenceOfTwoPartsIsThatOfTheWhole() {
    int[] own = wave(1);
    int[] other = wave(2);
    LaggedCorrelation whole = new LaggedCorrelation(List.of("b"));
    LaggedCorrelation first = new LaggedCorrelation(List.of("b"));
    LaggedCorrelation second = new LaggedCorrelation(List.of("b"));
    for (int t = 0; t < own.length; t++) {
      // A gap of an hour keeps the parts from sharing a pair.
      boolean gap = t >= 200 && t < 212;
      if (!gap) {
        accept(whole, t, own[t], other[t]);
        accept(t < 200 ? first : second, t, own[t], other[t]);
      }
    }

    second.merge(first);
    assertThat(second.evidence()).isEqualTo(whole.evidence());
    assertThatThrownBy(() -> whole.merge(new LaggedCorrelation(List.of("c"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasNotObservedIsNoEvidence() {
    LaggedCorrelation evidence = new LaggedCorrelation(List.of("b"));
    int[] own = wave(1);
    for (int t = 0; t < own.length; t++) {
      accept(evidence, t, t % 2 == 0 ? own[t] : Quantity.ABSENT, Quantity.ABSENT);
    }

    assertThat(evidence.evidence()).containsExactly(new Evidence("b", 0, 0));
  }

  @Test
  void aRoadThatNeverChangesGivesNoEvidence() {
    LaggedCorrelation evidence = new LaggedCorrelation(List.of("b"));
    for (int t = 0; t < 200; t++) {
      accept(evidence, t, 9_000, 9_000);
    }

    assertThat(evidence.evidence()).containsExactly(new Evidence("b", 0, 0));
  }

  @Test
  void windowsComeInTheOrderOfTime() {
    LaggedCorrelation evidence = new LaggedCorrelation(List.of("b"));
    accept(evidence, 5, 9_000, 9_000);

    assertThatThrownBy(() -> accept(evidence, 5, 9_000, 9_000))
        .hasMessageContaining("sort by time");
  }

  private static void accept(LaggedCorrelation evidence, int t, int own, int... candidates) {
    int[] usual = new int[candidates.length];
    java.util.Arrays.fill(usual, USUAL);
    evidence.accept(t * Windows.MILLIS, own, USUAL, candidates, usual);
  }

  /** A speed that wanders and comes back. */
  private static int[] wave(long seed) {
    Random random = new Random(seed);
    int[] speed = new int[2_000];
    double deviation = 0;
    for (int t = 0; t < speed.length; t++) {
      deviation = 0.9 * deviation + 500 * random.nextGaussian();
      speed[t] = (int) (USUAL + deviation);
    }
    return speed;
  }
}
