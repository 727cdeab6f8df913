package com.trafficprediction.feeds.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  @ParameterizedTest
  @CsvSource({
    "sped, speed",
    "SPEED, speed",
    "tiem, time",
    "occ, occupancy",
    "segmnet, segment",
    "velocity, ",
    "x, "
  })
  void theNearestNameIsSuggestedAndNothingFarFetched(String given, String meant) {
    List<String> known = List.of("segment", "speed", "time", "occupancy", "volume");
    assertThat(DidYouMean.nearest(given, known).orElse(null)).isEqualTo(meant);
  }
}
