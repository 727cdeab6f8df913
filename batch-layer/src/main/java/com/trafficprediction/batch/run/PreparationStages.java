package com.trafficprediction.batch.run;

import com.trafficprediction.batch.features.FeaturesJob;
import com.trafficprediction.batch.features.NetworkMeansJob;
import com.trafficprediction.batch.neighbours.NeighboursStage;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.profiling.Fit;
import com.trafficprediction.batch.profiling.ProfileIndex;
import com.trafficprediction.batch.profiling.ProfilesJob;
import com.trafficprediction.batch.stage.CodeVersion;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.batch.windowing.WindowsJob;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.StagedOutput;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The stages from raw events to feature rows. */
final class PreparationStages {
  private PreparationStages() {}

  static RunStage windows(Clock clock) {
    return new CommittedStage(
        "windows", clock, run -> run.layout().windows(run.run()), WindowsJob::createJob);
  }

  static RunStage profiles(Clock clock) {
    return new CommittedStage(
        "profiles",
        clock,
        run -> run.layout().segmentProfiles(run.run()),
        (conf, run, output) -> ProfilesJob.createJob(conf, run, windowFiles(run), output));
  }

  static RunStage networkMeans(Clock clock) {
    return new CommittedStage(
        "network-means",
        clock,
        run -> run.layout().networkMeans(run.run()),
        (conf, run, output) -> NetworkMeansJob.createJob(conf, run, windowFiles(run), output));
  }

  /** Only for data sets whose neighbours are not known from the road itself. */
  static RunStage neighbours(Clock clock) {
    return new RunStage() {
      @Override
      public String name() {
        return "neighbours";
      }

      @Override
      public boolean isDone(RunContext run) throws IOException {
        return run.neighbours().method() != NeighbourGraph.Method.LAGGED_CORRELATION
            || CommittedOutput.isCommitted(run.files(), run.layout().neighbours(run.run()));
      }

      @Override
      public void execute(Configuration conf, RunContext run, Stages stages)
          throws IOException, InterruptedException, ClassNotFoundException {
        FeaturesJob.Inputs inputs = inputs(conf, run, Fit.EVALUATION, clock);
        new NeighboursStage(clock).execute(conf, run, inputs.windows(), inputs.profiles(), stages);
      }
    };
  }

  static RunStage features(Clock clock) {
    return new CommittedStage(
        "features",
        clock,
        run -> run.layout().mlFeatures(run.run()),
        (conf, run, output) ->
            FeaturesJob.createJob(
                conf, run, inputs(conf, run, Fit.EVALUATION, clock), Fit.EVALUATION, 1, output));
  }

  /** What the features job reads; makes the profile index when it is not there yet. */
  static FeaturesJob.Inputs inputs(Configuration conf, RunContext run, Fit fit, Clock clock)
      throws IOException {
    Path index = new Path(run.layout().work(run.run()), "profiles-" + fit.directory());
    CommittedOutput profiles =
        CommittedOutput.open(run.files(), run.layout().segmentProfiles(run.run()));
    // Tasks of another job may read an index: what is there is not touched.
    if (!CommittedOutput.isCommitted(run.files(), index)) {
      try (StagedOutput output = StagedOutput.open(run.files(), index)) {
        ProfileIndex.write(conf, profiles.filesUnder(fit.directory()), output.directory());
        output.commit(
            OutputManifest.builder("profile-index", CodeVersion.current(), clock.instant())
                .id(run.plan().run())
                .build());
      }
    }
    return new FeaturesJob.Inputs(windowFiles(run), run.layout().networkMeans(run.run()), index);
  }

  static List<Path> windowFiles(RunContext run) throws IOException {
    return CommittedStage.filesOf(run, run.layout().windows(run.run()));
  }
}
