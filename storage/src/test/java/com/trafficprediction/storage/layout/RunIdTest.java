package com.trafficprediction.storage.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
  private static RunId at(String instant, long seed) {
    return RunId.create(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC), new Random(seed));
  }

  @Test
  void namesTheSecondItStarted() {
    RunId run = at("2022-01-22T05:00:00.750Z", 1);

    assertThat(run.value()).matches("run-20220122T050000Z-[0-9a-f]{4}");
    assertThat(run.startedAt()).isEqualTo(Instant.parse("2022-01-22T05:00:00Z"));
  }

  @Test
  void sortsByStart() {
    assertThat(at("2021-12-31T23:59:59Z", 1)).isLessThan(at("2022-01-01T00:00:00Z", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "latest", "run-20221322T050000Z-9f3c", "run-20220122T050000Z-9f3c/.."})
  void refusesWhatIsNotARunId(String text) {
    assertThatThrownBy(() -> new RunId(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
