package com.trafficprediction.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuClockTest {
  @Test
  void ownTimeAndThatOfEndedChildrenAreAddedUp() {
    String stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 1 2 3 4 150 50 1000 200 20 0 37 0\n";
    assertThat(CpuClock.seconds(stat, 11, 15)).isEqualTo(14.0);
    assertThat(CpuClock.seconds(stat, 13, 15)).isEqualTo(12.0);
  }
}
