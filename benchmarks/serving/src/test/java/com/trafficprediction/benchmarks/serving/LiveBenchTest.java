package com.trafficprediction.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBenchTest {
  private static final Duration LENGTH = Duration.ofSeconds(100);
  private static final long FAST_ENOUGH = 16_000 * LENGTH.toSeconds();

  @Test
  void aClaimIsMadeForAWholeNetworkAtTheTargetsRateAlone() {
    assertThat(LiveBench.findings(result(207, 3, FAST_ENOUGH, 0), LENGTH))
        .containsExactly(new Finding(Target.EVENT_P50, 100), new Finding(Target.EVENT_P99, 900));
    assertThat(LiveBench.findings(result(206, 3, FAST_ENOUGH, 0), LENGTH)).isEmpty();
    assertThat(LiveBench.findings(result(207, 2, FAST_ENOUGH, 0), LENGTH)).isEmpty();
    assertThat(LiveBench.findings(result(207, 3, FAST_ENOUGH - 1, 0), LENGTH)).isEmpty();
    assertThat(LiveBench.findings(result(207, 3, FAST_ENOUGH, 1), LENGTH)).isEmpty();
    LiveWay.Result early =
        new LiveWay.Result(List.of(100.0), List.of(100.0), 1, 207, 3, FAST_ENOUGH, 1, 0, 0);
    assertThat(LiveBench.findings(early, LENGTH)).as("not for a part of it").isEmpty();
  }

  private static LiveWay.Result result(int segments, int horizons, long readings, long missing) {
    return new LiveWay.Result(
        List.of(100.0, 900.0), List.of(900.0), 1, segments, horizons, readings, 0, 0, missing);
  }
}
