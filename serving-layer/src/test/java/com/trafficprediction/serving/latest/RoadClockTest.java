package com.trafficprediction.serving.latest;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RoadClockTest {
  private static final long MARCH = 1_741_824_000_000L;
  private static final long TODAY = 1_795_435_200_000L;
  private static final long WINDOW = 300_000;
  private static final Offset<Double> ROUGHLY = Offset.offset(0.01);

  @Test
  void nothingIsKnownBeforeTheSecondWindow() {
    assertThat(RoadClock.NONE.realTimeFactor()).isEmpty();
    RoadClock one = RoadClock.NONE.with(seen("A", 0, 0));
    assertThat(one.realTimeFactor()).isEmpty();
    assertThat(one.with(seen("B", 0, 40)).realTimeFactor()).as("the same window").isEmpty();
    assertThat(one.knownAt(MARCH)).hasValue(TODAY);
    assertThat(one.knownAt(MARCH + WINDOW)).isEmpty();
  }

  @Test
  void aReplayAt60xBringsAWindowEveryFiveSecondsAndALiveFeedEveryFiveMinutes() {
    assertThat(steady(40, 5_000).realTimeFactor().orElseThrow()).isEqualTo(60, ROUGHLY);
    assertThat(steady(40, WINDOW).realTimeFactor().orElseThrow()).isEqualTo(1, ROUGHLY);
  }

  @Test
  void aPauseOrALeapIsNoChangeOfPace() {
    RoadClock paused = steady(10, 5_000).with(seen("A", 10, 3_600_000));
    assertThat(paused.realTimeFactor().orElseThrow()).isEqualTo(60, ROUGHLY);
    RoadClock leapt = steady(10, 5_000).with(seen("A", 5_000, 50_000));
    assertThat(leapt.realTimeFactor().orElseThrow()).isEqualTo(60, ROUGHLY);
  }

  @Test
  void aDetectorThatWasSilentHoldsNothingUp() {
    RoadClock clock = RoadClock.NONE;
    for (int i = 0; i < 10; i++) {
      clock = clock.with(seen("A", i, i * 5_000L)).with(seen("silent", i - 300, i * 5_000L + 9));
    }
    assertThat(clock.realTimeFactor().orElseThrow()).isEqualTo(60, ROUGHLY);
  }

  /** After a restart all of a partition may be read before the next one. */
  @Test
  void partitionsThatAreReadOneAfterTheOtherTellWhatOneDoes() {
    RoadClock first = steady(40, 5_000);
    RoadClock both = first;
    for (int i = 0; i < 40; i++) {
      both = both.with(seen("B", i, i * 5_000L + 3));
    }
    assertThat(both.realTimeFactor()).isEqualTo(first.realTimeFactor());
    assertThat(both.knownAt(MARCH + 39 * WINDOW)).hasValue(TODAY + 39 * 5_000);
  }

  @Test
  void aReplayThatStartsOverIsKnownByItsOwnPaceWithinAnHourOfTheRoad() {
    RoadClock clock = steady(40, 5_000);
    for (int i = 0; i < 13; i++) {
      clock = clock.with(seen("A", i, 1_000_000 + i * 1_000L));
    }
    assertThat(clock.realTimeFactor().orElseThrow()).isEqualTo(300, ROUGHLY);
  }

  @Test
  void whatAnotherDataSetLeftIsForgotten() {
    RoadClock clock = RoadClock.NONE;
    for (int i = 0; i < 4; i++) {
      clock = clock.with(seen("old", i - 600, i * 1_000L));
    }
    clock = clock.with(seen("A", 0, 60_000)).with(seen("A", 1, 65_000));
    assertThat(clock.keepOnly("A"::equals).realTimeFactor().orElseThrow()).isEqualTo(60, ROUGHLY);
    assertThat(clock.keepOnly("B"::equals)).isEqualTo(RoadClock.NONE);
  }

  private static RoadClock steady(int windows, long everyMillis) {
    RoadClock clock = RoadClock.NONE;
    for (int i = 0; i < windows; i++) {
      clock = clock.with(seen("A", i, i * everyMillis));
    }
    return clock;
  }

  private static RoadClock.Seen seen(String segment, int window, long afterMillis) {
    return new RoadClock.Seen(segment, MARCH + window * WINDOW, TODAY + afterMillis);
  }
}
