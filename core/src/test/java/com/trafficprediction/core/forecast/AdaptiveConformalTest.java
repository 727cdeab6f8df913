package com.trafficprediction.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.window.Windows;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveConformalTest {
  private static final AdaptiveConformal START = AdaptiveConformal.start(IntervalPolicy.DEFAULT);

  @Test
  void missesWidenAndHitsNarrow() {
    assertThat(START.after(100, 30).alpha()).isCloseTo(0.1 - 0.005 * 0.2, within(1e-12));
    assertThat(START.after(100, 0).alpha()).isCloseTo(0.1 + 0.005 * 0.1, within(1e-12));
    assertThat(START.after(100, 10).alpha()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void aLongOutageCannotMakeIntervalsMeaningless() {
    AdaptiveConformal state = START;
    for (int i = 0; i < 10_000; i++) {
      state = state.after(10, 10);
    }
    assertThat(state.alpha()).isCloseTo(0.01, within(1e-12));
    for (int i = 0; i < 10_000; i++) {
      state = state.after(10, 0);
    }
    assertThat(state.alpha()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void anOutcomeTakesEffectOnlyWhenItsWindowHasEnded() {
    AdaptiveLoop loop = new AdaptiveLoop(Horizon.MINUTES_30, START);
    long origin = 1_000 * Windows.MILLIS;
    assertThat(loop.alphaAt(origin)).isEqualTo(0.1);
    loop.outcome(origin, false);

    assertThat(loop.alphaAt(origin + 25 * 60_000L)).isEqualTo(0.1);
    assertThat(loop.alphaAt(origin + 30 * 60_000L)).isLessThan(0.1);
    assertThat(loop.state().updates()).isEqualTo(1);
    assertThatThrownBy(() -> loop.alphaAt(origin)).hasMessageContaining("time order");
  }

  @Test
  void coverageReturnsToNominalWhenErrorsDouble() {
    // Intervals of plus or minus q cover |error| <= q; errors are uniform, then twice as wide.
    AdaptiveLoop loop = new AdaptiveLoop(Horizon.MINUTES_60, START);
    SplittableRandom random = new SplittableRandom(5);
    long hits = 0;
    long n = 0;
    for (int step = 0; step < 4000; step++) {
      long origin = step * Windows.MILLIS;
      double half = 1.3 - loop.alphaAt(origin) * 3;
      for (int i = 0; i < 50; i++) {
        boolean hit = Math.abs(random.nextDouble(-1, 1)) * (step < 500 ? 0.9 : 1.35) <= half;
        loop.outcome(origin, hit);
        if (step >= 1000) {
          hits += hit ? 1 : 0;
          n++;
        }
      }
    }
    assertThat((double) hits / n).isBetween(0.89, 0.91);
  }
}
