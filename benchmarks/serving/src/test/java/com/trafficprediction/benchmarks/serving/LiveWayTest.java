package com.trafficprediction.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.window.Windows;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveWayTest {
  private static final long START = 1_700_000_100_000L;

  private final LiveWay way = new LiveWay();

  @Test
  void aWayBeginsWithTheLastReadingOfItsWindows() {
    readings();
    forecasts("S1", START + 2 * Windows.MILLIS, 700);
    forecasts("S2", START + 2 * Windows.MILLIS, 400);
    LiveWay.Result result = way.result();
    assertThat(result.millis()).containsExactly(200.0, 200.0, 200.0);
    assertThat(result.early()).isEqualTo(3);
    assertThat(result.overtaken()).isZero();
    assertThat(result.missing()).isZero();
  }

  @Test
  void aForecastThatDidNotComeWasOvertakenOrIsMissing() {
    readings();
    accepted(START + 2 * Windows.MILLIS, 900);
    accepted(START + 3 * Windows.MILLIS, 1_200);
    accepted(START + 4 * Windows.MILLIS, 1_500);
    forecasts("S1", START + 2 * Windows.MILLIS, 700);
    forecasts("S1", START + 4 * Windows.MILLIS, 1_300);
    forecasts("S2", START + 2 * Windows.MILLIS, 700);
    forecasts("S3", START + 3 * Windows.MILLIS, 1_000);
    LiveWay.Result result = way.result();
    assertThat(result.segments()).isEqualTo(3);
    assertThat(result.horizons()).isEqualTo(3);
    assertThat(result.origins()).isEqualTo(3);
    assertThat(result.overtaken()).as("S1 in the middle, S3 at first").isEqualTo(3 + 3);
    assertThat(result.missing()).as("S2 twice, S3 at last").isEqualTo(3 * 3);
  }

  @Test
  void aStallLastsForEveryForecastThatWaitedForItsEnd() {
    accepted(START, 0);
    for (int window = 1; window <= 5; window++) {
      accepted(START + window * Windows.MILLIS, 1_000L * window);
    }
    way.end();
    for (String segment : List.of("S1", "S2", "S3")) {
      forecasts(segment, START + 5 * Windows.MILLIS, 9_000);
    }
    LiveWay.Result result = way.result();
    assertThat(result.at(1)).as("of the first that was due").isEqualTo(8_000);
    assertThat(result.at(0.5)).as("of four that waited, the second").isEqualTo(6_000);
    assertThat(result.tails()).containsExactly(8_000.0);
    assertThat(result.forecasts()).isEqualTo(4 * 3 * 3);
    assertThat(result.overtaken()).isEqualTo(3 * 3 * 3);
  }

  @Test
  void aSegmentOrHorizonThatIsNeverForecastIsMissing() {
    readings();
    accepted(START + 2 * Windows.MILLIS, 900);
    forecasts("S1", START + 2 * Windows.MILLIS, 700);
    forecast("S2", 15, START + 2 * Windows.MILLIS, 700);
    LiveWay.Result result = way.result();
    assertThat(result.segments()).isEqualTo(2);
    assertThat(result.missing()).as("two horizons of S2, all of S3").isEqualTo(2 + 3);
    assertThat(way.isComplete()).isFalse();
  }

  @Test
  void whatIsAcceptedAfterTheEndDoesNotCountButItsForecastsOvertake() {
    readings();
    accepted(START + 2 * Windows.MILLIS, 900);
    accepted(START + 3 * Windows.MILLIS, 1_200);
    way.end();
    long readings = way.result().readings();
    for (String segment : List.of("S1", "S2", "S3")) {
      forecasts(segment, START + 2 * Windows.MILLIS, 700);
    }
    assertThat(way.isComplete()).as("one window more counts").isFalse();
    accepted(START + 4 * Windows.MILLIS, 1_500);
    for (String segment : List.of("S1", "S2", "S3")) {
      forecasts(segment, START + 5 * Windows.MILLIS, 1_600);
    }
    assertThat(way.isComplete()).isTrue();
    LiveWay.Result result = way.result();
    assertThat(result.readings()).isEqualTo(readings);
    assertThat(result.origins()).as("one came, one was overtaken").isEqualTo(2);
    assertThat(result.overtaken()).isEqualTo(3 * 3);
  }

  @Test
  void eachTenSecondsHaveTheirTail() {
    accepted(START, 1_000);
    accepted(START + Windows.MILLIS, 5_000);
    accepted(START + 2 * Windows.MILLIS, 15_000);
    forecasts("S1", START + 2 * Windows.MILLIS, 5_200);
    forecasts("S2", START + 2 * Windows.MILLIS, 5_900);
    forecasts("S1", START + 3 * Windows.MILLIS, 15_100);
    assertThat(way.result().tails()).containsExactly(900.0, 100.0);
  }

  @Test
  void ofASegmentWithoutReadingsNoForecastIsDue() {
    readings();
    way.accepted("S1", START + 2 * Windows.MILLIS, 900);
    forecasts("S1", START + 2 * Windows.MILLIS, 700);
    forecasts("S2", START + 2 * Windows.MILLIS, 700);
    assertThat(way.result().missing()).as("S1's second is still open").isZero();
    way.accepted("S1", START + 3 * Windows.MILLIS, 1_200);
    assertThat(way.result().missing()).as("S1's second").isEqualTo(3);
    assertThat(way.result().overtaken()).isZero();
  }

  /** Of two windows; the first one's beginning was not seen. */
  private void readings() {
    accepted(START, 100);
    accepted(START + Windows.MILLIS, 300);
    accepted(START + Windows.MILLIS + 1_000, 500);
  }

  private void accepted(long eventMillis, long acceptedMillis) {
    for (String segment : List.of("S1", "S2", "S3")) {
      way.accepted(segment, eventMillis, acceptedMillis);
    }
  }

  private void forecasts(String segment, long origin, long arrived) {
    for (int horizon : new int[] {15, 30, 60}) {
      forecast(segment, horizon, origin, arrived);
    }
  }

  private void forecast(String segment, int horizon, long origin, long arrived) {
    way.frame(
        "{\"type\": \"prediction\", \"data\": {\"segment_id\": \"%s\",".formatted(segment)
            + " \"prediction_horizon_minutes\": %d, \"timestamp\": %d}}".formatted(horizon, origin),
        arrived);
  }
}
