package com.trafficprediction.benchmarks.finished;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  @Test
  void aJobOnAClusterDoesNotSayItsMemoryAndItsRunIsNotOneOfTheLocalRunner()
      throws JsonProcessingException {
    JsonNode run = run("pems-orange-2022", "2022-01-25T00:00:00Z");
    ((ArrayNode) run.path("jobs")).insertObject(1).put("job", "profiles").put("wall_seconds", 1);
    assertThat(RunBench.findings(run))
        .extracting(Finding::target)
        .contains(Target.GATE_15)
        .doesNotContain(Target.RUN_MINUTES, Target.RUN_MEMORY);
  }

  @Test
  void theDayAndTheCommitAreThoseOfTheRunAndNotOfWhoReadsIt() throws JsonProcessingException {
    JsonNode run = run("pems-orange-2022", "2022-01-25T00:00:00Z");
    assertThat(RunBench.day(run)).isEqualTo("2026-11-20");
    assertThat(RunBench.commit(run)).isEqualTo("58584ff");
    ((ObjectNode) run).put("code_version", "0.1.0-SNAPSHOT+58584ff-changed");
    assertThat(RunBench.commit(run)).isEqualTo("58584ff-dirty");
    ((ObjectNode) run).put("code_version", "0.1.0");
    assertThat(RunBench.commit(run)).isEqualTo("unknown");
  }

  @Test
  void coverageIsShownWithItsDayBlockInterval() throws JsonProcessingException {
    assertThat(RunBench.table(run("pems-orange-2022", "2022-01-25T00:00:00Z")))
        .contains("| 0.850 | 89.2 % | 87.4 to 90.7 % |")
        .contains("| too few days |")
        .contains("9.0 minutes, 540 cpu s");
  }

  /** Thirty days, the last of them from {@code testFrom} on for the test. */
  private static JsonNode run(String dataset, String testFrom) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(
            """
            {
              "run": "run-20261120T235959Z-fb5f",
              "code_version": "0.1.0-SNAPSHOT+58584ff",
              "dataset": "%s",
              "split": [
                {"part": "train", "from": "2022-01-01T00:00:00Z", "until": "%s"},
                {"part": "test", "from": "%s", "until": "2022-01-31T00:00:00Z"}
              ],
              "mae_to_persistence": {"15": 0.85, "30": 0.8, "60": 0.66},
              "interval": {
                "coverage": {"15": 0.892},
                "coverage_day_block_95": {"15": {"lower": 0.8739, "upper": 0.907}}
              },
              "jobs": [
                {"job": "windows", "wall_seconds": 60, "cpu_seconds": 80, "peak_heap_mb": 900, "resident_mb": 3100},
                {"job": "train", "wall_seconds": 480, "cpu_seconds": 460, "peak_heap_mb": 2900, "resident_mb": 4200}
              ]
            }
            """
                .formatted(dataset, testFrom, testFrom));
  }
}
