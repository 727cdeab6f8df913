package com.trafficprediction.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void equalResultsSayHowMuchWasCompared() throws IOException {
    Comparison comparison =
        Comparison.require(
            List.of("windows=100,3100,0", "profiles=80,960,0", "features=90,10080,0"));
    assertThat(comparison.tables())
        .containsExactly(
            new Comparison.Table("windows", 100, 3100),
            new Comparison.Table("profiles", 80, 960),
            new Comparison.Table("features", 90, 10080));
  }

  @Test
  void aTableWithoutARowToCompareEndsItToo() {
    assertThatThrownBy(
            () ->
                Comparison.require(
                    List.of("windows=100,3100,0", "profiles=80,960,0", "features=0,0,0")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing was compared of [features]");
  }

  @Test
  void aDifferenceEndsTheBenchmarkAndIsNamed() {
    List<String> lines = List.of("windows=100,3100,2", "windows: vehicles differs in 2 rows");
    assertThatThrownBy(() -> Comparison.require(lines))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("vehicles differs in 2 rows");
  }
}
