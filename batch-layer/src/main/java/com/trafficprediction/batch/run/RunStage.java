package com.trafficprediction.batch.run;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Stages;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** A step of a run: also a job of its own, so that a scheduler can start it by itself. */
interface RunStage {

  /** The job's name. */
  String name();

  /** True when the stage's output is committed: a resumed run passes it over. */
  boolean isDone(RunContext run) throws IOException;

  /** Computes and commits the output. */
  void execute(Configuration conf, RunContext run, Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException;
}
