package com.trafficprediction.batch.run;

import com.trafficprediction.batch.planning.HourlyJob;
import com.trafficprediction.batch.planning.PlannerJob;
import java.time.Clock;

/** The stages of the {@code planner} job. They need windows alone. */
final class PlanningStages {
  private PlanningStages() {}

  static RunStage hourly(Clock clock) {
    return new CommittedStage(
        "hourly-aggregates",
        clock,
        run -> run.layout().hourlyAggregates(run.run()),
        (conf, run, output) ->
            HourlyJob.createJob(conf, run, PreparationStages.windowFiles(run), output));
  }

  static RunStage planner(Clock clock) {
    return new CommittedStage(
        "planner",
        clock,
        run -> run.layout().planner(run.run()),
        (conf, run, output) ->
            PlannerJob.createJob(conf, run, PreparationStages.windowFiles(run), output));
  }
}
