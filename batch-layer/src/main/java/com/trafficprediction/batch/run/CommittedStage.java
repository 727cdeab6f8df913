package com.trafficprediction.batch.run;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.CodeVersion;
import com.trafficprediction.batch.stage.StageReport;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.StagedOutput;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;

/** A stage that is one MapReduce job writing one directory. */
final class CommittedStage implements RunStage {
  private final String name;
  private final Target target;
  private final JobFactory factory;
  private final Clock clock;

  /** Where the stage writes. */
  interface Target {
    Path of(RunContext run);
  }

  /** Makes the stage's job. */
  interface JobFactory {
    Job create(Configuration conf, RunContext run, Path output) throws IOException;
  }

  CommittedStage(String name, Clock clock, Target target, JobFactory factory) {
    this.name = name;
    this.clock = clock;
    this.target = target;
    this.factory = factory;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isDone(RunContext run) throws IOException {
    return CommittedOutput.isCommitted(run.files(), target.of(run));
  }

  @Override
  public void execute(Configuration conf, RunContext run, Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException {
    try (StagedOutput output = StagedOutput.open(run.files(), target.of(run))) {
      Job job = factory.create(conf, run, output.directory());
      List<String> inputs =
          List.of(FileInputFormat.getInputPaths(job)).stream()
              .map(Path::toString)
              .sorted()
              .toList();
      StageReport report = stages.run(job);
      output.commit(
          report
              .cost()
              .describe(OutputManifest.builder(name, CodeVersion.current(), clock.instant()))
              .id(run.plan().run())
              .inputs(inputs)
              .counts(report.counted())
              .counts(Map.of("records_in", report.recordsIn(), "records_out", report.recordsOut()))
              .seed(run.plan().seed())
              .build());
    }
  }

  /** Data files of a finished stage. */
  static List<Path> filesOf(RunContext run, Path directory) throws IOException {
    return CommittedOutput.open(run.files(), directory).files();
  }
}
