package com.trafficprediction.benchmarks.finished;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Target;
import org.junit.jupiter.api.Test;

class RunBenchTest {
  @Test
  void figuresOfARunScoredOnAFifthOfTheTimeBearOnTargets() throws JsonProcessingException {
    assertThat(RunBench.findings(run("pems-orange-2022", "2022-01-25T00:00:00Z")))
        .contains(
            new Finding(Target.GATE_15, 0.85),
            new Finding(Target.RUN_MINUTES, 9),
            new Finding(Target.RUN_MEMORY, 4.2));
  }

  @Test
  void aShorterTestPartOrAMadeUpNetworkProvesNothing() throws JsonProcessingException {
    assertThat(RunBench.findings(run("pems-orange-2022", "2022-01-30T00:00:00Z"))).isEmpty();
    assertThat(RunBench.findings(run("synthetic", "2022-01-25T00:00:00Z"))).isEmpty();
  }

  /** Thirty days, the last of them from {@code testFrom} on for the test. */
  private static JsonNode run(String dataset, String testFrom) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(
            """
            {
              "dataset": "%s",
              "split": [
                {"part": "train", "from": "2022-01-01T00:00:00Z", "until": "%s"},
                {"part": "test", "from": "%s", "until": "2022-01-31T00:00:00Z"}
              ],
              "mae_to_persistence": {"15": 0.85, "30": 0.8, "60": 0.66},
              "jobs": [
                {"job": "windows", "wall_seconds": 60, "peak_heap_mb": 900, "resident_mb": 3100},
                {"job": "train", "wall_seconds": 480, "peak_heap_mb": 2900, "resident_mb": 4200}
              ]
            }
            """
                .formatted(dataset, testFrom, testFrom));
  }
}
