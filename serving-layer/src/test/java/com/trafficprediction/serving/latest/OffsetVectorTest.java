package com.trafficprediction.serving.latest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OffsetVectorTest {
  @Test
  void anIdTellsAnotherInstanceWhatWasSeen() {
    OffsetVector seen =
        OffsetVector.none()
            .startingAt(Kind.PREDICTION, Map.of(0, 10L, 3, 0L))
            .after(Kind.PREDICTION, 3, 7)
            .after(Kind.INCIDENT, 1, 0);
    assertThat(seen).hasToString("p10.0.0.8-i0.1");

    OffsetVector read = OffsetVector.parse(seen.toString()).orElseThrow();
    assertThat(read.covers(Kind.PREDICTION, 3, 7)).isTrue();
    assertThat(read.covers(Kind.PREDICTION, 3, 8)).isFalse();
    assertThat(read.covers(Kind.PREDICTION, 9, 0)).isFalse();
    assertThat(read.covers(Kind.INCIDENT, 1, 0)).isTrue();
    assertThat(read.isAheadOf(seen)).isFalse();
    assertThat(read.after(Kind.INCIDENT, 0, 0).isAheadOf(seen)).isTrue();
  }

  @Test
  void whatIsNoIdStartsAfresh() {
    assertThat(OffsetVector.parse("")).isEmpty();
    assertThat(OffsetVector.parse("17")).isEmpty();
    assertThat(OffsetVector.parse("p1.-2-i3")).isEmpty();
    assertThat(OffsetVector.parse("p" + "1.".repeat(9_000) + "1-i")).isEmpty();
    assertThat(OffsetVector.parse("p-i")).isPresent();
  }
}
