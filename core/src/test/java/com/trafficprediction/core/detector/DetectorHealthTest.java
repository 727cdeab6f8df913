package com.trafficprediction.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.profile.Usual;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DetectorHealthTest {
  private static final long FIRST = 1_700_000_100_000L / Windows.MILLIS * Windows.MILLIS;
  private static final int COUNT = 24;
  private static final long LAST = FIRST + (COUNT - 1) * Windows.MILLIS;
  private static final ProfileLookup BUSY =
      new ProfileLookup() {
        @Override
        public Usual speed(long startMillis) {
          return new Usual(100, 5);
        }

        @Override
        public Usual volume(long startMillis) {
          return new Usual(3_000, 200);
        }
      };

  private static NavigableMap<Long, WindowSums> windows(IntFunction<WindowSums> each) {
    NavigableMap<Long, WindowSums> windows = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      windows.put(FIRST + i * Windows.MILLIS, each.apply(i));
    }
    return windows;
  }

  private static WindowSums window(int speedCenti, int vehicles, int occupancyCenti, boolean seen) {
    WindowFold fold = new WindowFold();
    fold.add(
        new Reading("e", "S", FIRST, 300, speedCenti, vehicles, occupancyCenti, seen ? 10_000 : 0));
    return fold.sums();
  }

  private static DetectorState state(IntFunction<WindowSums> each) {
    return DetectorHealth.of(windows(each), LAST, BUSY).state();
  }

  @Test
  void aStationWhoseReadingsVaryIsWell() {
    assertThat(state(i -> window(10_000 + i, 250 + i % 3, 700 + i, true)))
        .isEqualTo(DetectorState.OK);
  }

  @Test
  void aStationThatStoppedWhileOthersSendIsSilent() {
    NavigableMap<Long, WindowSums> windows = windows(i -> window(10_000 + i, 250, 700, true));
    assertThat(DetectorHealth.of(windows, LAST + 2 * Windows.MILLIS, BUSY).state())
        .isEqualTo(DetectorState.OK);
    DetectorHealth late = DetectorHealth.of(windows, LAST + 3 * Windows.MILLIS, BUSY);
    assertThat(late.state()).isEqualTo(DetectorState.SILENT);
    assertThat(late.lastWindowMillis()).isEqualTo(LAST);
    assertThat(DetectorHealth.of(new TreeMap<>(), LAST, BUSY).state())
        .isEqualTo(DetectorState.SILENT);
  }

  @Test
  void aStationThatRepeatsItselfForTwentyMinutesIsStuck() {
    assertThat(state(i -> window(i < COUNT - 4 ? 9_000 + i : 10_000, 250, 700, true)))
        .isEqualTo(DetectorState.STUCK);
    assertThat(state(i -> window(i < COUNT - 3 ? 9_000 + i : 10_000, 250, 700, true)))
        .isEqualTo(DetectorState.OK);
  }

  @Test
  void aStationThatCountsNothingIsFlatWhereMuchIsUsual() {
    IntFunction<WindowSums> nothing = i -> window(-1, 0, 0, true);
    assertThat(state(nothing)).isEqualTo(DetectorState.FLAT_LINED);
    assertThat(DetectorHealth.of(windows(nothing), LAST, ProfileLookup.UNKNOWN).state())
        .isEqualTo(DetectorState.OK);
  }

  @Test
  void aStationWithMostlyImputedReadingsIsSaidToBeSo() {
    DetectorHealth health =
        DetectorHealth.of(windows(i -> window(10_000 + i, 250, 700 + i, i % 3 == 0)), LAST, BUSY);
    assertThat(health.state()).isEqualTo(DetectorState.LOW_OBSERVED);
    assertThat(health.observedShare()).isEqualTo(4 / 12.0);
  }
}
