package com.trafficprediction.batch.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StagesTest {
  @Test
  void aFailedJobSaysWhereItsLogIs() {
    String log = Stages.logOf("job_1700000000000_0042", false);

    assertThat(new StageFailedException("windows", "Task failed task_1", log))
        .hasMessageStartingWith(
            "job windows failed: Task failed task_1. 'yarn logs -applicationId"
                + " application_1700000000000_0042' has the task's stack trace");
    assertThat(Stages.logOf("job_local1_0001", true)).isEqualTo("Its log");
  }
}
