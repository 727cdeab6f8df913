package com.trafficprediction.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.window.Windows;
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
  void aForecastThatDidNotComeWasOvertakenOrIsMissingUnlessItMayStillCome() {
    readings();
    way.accepted(START + 2 * Windows.MILLIS, 900);
    way.accepted(START + 3 * Windows.MILLIS, 1_200);
    forecasts("S1", START + 2 * Windows.MILLIS, 700);
    forecasts("S1", START + 4 * Windows.MILLIS, 1_300);
    forecasts("S2", START + 2 * Windows.MILLIS, 700);
    forecasts("S3", START + 3 * Windows.MILLIS, 1_000);
    LiveWay.Result result = way.result();
    assertThat(result.origins()).isEqualTo(3);
    assertThat(result.overtaken()).as("S1 in the middle, S3 at first").isEqualTo(3 + 3);
    assertThat(result.missing()).as("S2 in the middle; the newest may still come").isEqualTo(3);
  }

  /** Of two windows; the first one's beginning was not seen. */
  private void readings() {
    way.accepted(START, 100);
    way.accepted(START + Windows.MILLIS, 300);
    way.accepted(START + Windows.MILLIS + 1_000, 500);
  }

  private void forecasts(String segment, long origin, long arrived) {
    for (int horizon : new int[] {15, 30, 60}) {
      way.frame(
          "{\"type\": \"prediction\", \"data\": {\"segment_id\": \"%s\",".formatted(segment)
              + " \"prediction_horizon_minutes\": %d, \"timestamp\": %d}}"
                  .formatted(horizon, origin),
          arrived);
    }
  }
}
