package com.trafficprediction.batch.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.mapred.JobConf;
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

  @Test
  void withTheLocalRunnerReducersFillTheMachineUnlessTheirNumberIsSet() {
    Configuration conf = new JobConf();

    assertThat(conf.get("mapreduce.job.reduces")).as("Hadoop's own default").isEqualTo("1");
    assertThat(Stages.reducers(conf)).isEqualTo(tasksOfThisMachine());

    conf.set("mapreduce.job.reduces", "7");
    assertThat(Stages.reducers(conf)).isEqualTo(7);
  }

  private static int tasksOfThisMachine() {
    Runtime runtime = Runtime.getRuntime();
    return Stages.localTasks(runtime.availableProcessors(), runtime.maxMemory());
  }

  /** The heap is one for all reducers of the local runner, and each takes a share of it. */
  @Test
  void reducersOfTheLocalRunnerTogetherTakeTheShareOfTheHeapThatOneWouldTake() {
    Configuration conf = new JobConf();
    conf.set("mapreduce.local.reduce.tasks.maximum", "4");
    // As the job that loads HBase has it: all of Hadoop's defaults look as if they were set.
    Configuration copied = HBaseConfiguration.create(conf);

    Stages.applyDefaults(conf);
    Stages.applyDefaults(copied);

    assertThat(share(conf)).isEqualTo(0.175f);
    assertThat(share(copied)).isEqualTo(0.175f);
  }

  @Test
  void aShareOfTheHeapThatWasSetStaysAndSoDoesACluster() {
    Configuration set = new JobConf();
    set.set("mapreduce.reduce.shuffle.input.buffer.percent", "0.5");
    Configuration cluster = new JobConf();
    cluster.set("mapreduce.framework.name", "yarn");

    Stages.applyDefaults(set);
    Stages.applyDefaults(cluster);

    assertThat(share(set)).isEqualTo(0.5f);
    assertThat(share(cluster)).isEqualTo(0.7f);
    assertThat(cluster.get("mapreduce.local.map.tasks.maximum")).isNull();
  }

  private static float share(Configuration conf) {
    return conf.getFloat("mapreduce.reduce.shuffle.input.buffer.percent", Float.NaN);
  }

  @Test
  void onAClusterReducersAreWhatItsSettingsSay() {
    Configuration conf = new JobConf();
    conf.set("mapreduce.framework.name", "yarn");

    assertThat(Stages.reducers(conf)).isEqualTo(1);
  }

  @Test
  void noMoreLocalTasksRunAtATimeThanTheHeapHasRoomFor() {
    assertThat(Stages.localTasks(2, 3_500_000_000L)).isEqualTo(2);
    assertThat(Stages.localTasks(64, 3_500_000_000L)).isEqualTo(8);
    assertThat(Stages.localTasks(4, 100_000_000L)).isEqualTo(1);
  }
}
