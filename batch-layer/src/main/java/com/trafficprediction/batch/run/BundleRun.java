package com.trafficprediction.batch.run;

import com.trafficprediction.batch.features.StoredNetworkMeans;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.reporting.BundleStage;
import com.trafficprediction.batch.reporting.RunFindings;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.batch.training.TrainStage;
import com.trafficprediction.batch.training.TrainedModels;
import com.trafficprediction.batch.training.TrainingReport;
import com.trafficprediction.core.report.RunReport.Publication;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The stage that gathers what the others left and writes the run's bundle. */
record BundleRun(Clock clock, Publication publication) implements RunStage {

  @Override
  public String name() {
    return "bundle";
  }

  @Override
  public boolean isDone(RunContext run) throws IOException {
    return CommittedOutput.isCommitted(run.files(), run.layout().models(run.run()));
  }

  @Override
  public void execute(Configuration conf, RunContext run, Stages stages) throws IOException {
    stages.progress().start(name());
    Path refit = run.layout().refit(run.run());
    TrainingReport refitted = TrainStage.report(run, refit);
    RunFindings findings =
        new RunFindings(
            run,
            ModelStages.evaluationOf(run),
            TrainStage.report(run, run.layout().candidates(run.run())),
            refitted,
            StoredNetworkMeans.read(
                conf,
                run.layout().networkMeans(run.run()),
                run.plan().fromMillis(),
                run.plan().untilMillis()),
            manifests(run),
            publication);
    new BundleStage(clock)
        .execute(
            findings,
            TrainedModels.load(run.files(), run.layout().candidates(run.run())),
            refitted.models().isEmpty()
                ? Optional.empty()
                : Optional.of(TrainedModels.load(run.files(), refit)));
    stages.progress().done("models and report in " + run.layout().models(run.run()));
  }

  /** Manifests of the stages so far, in their order. */
  private static List<OutputManifest> manifests(RunContext run) throws IOException {
    List<OutputManifest> manifests = new ArrayList<>();
    add(manifests, run, run.layout().windows(run.run()));
    add(manifests, run, run.layout().segmentProfiles(run.run()));
    add(manifests, run, run.layout().networkMeans(run.run()));
    add(manifests, run, run.layout().mlFeatures(run.run()));
    manifests.addAll(TrainStage.manifests(run, run.layout().candidates(run.run())));
    add(manifests, run, run.layout().evaluation(run.run()));
    add(manifests, run, run.layout().refitFeatures(run.run()));
    manifests.addAll(TrainStage.manifests(run, run.layout().refit(run.run())));
    return manifests;
  }

  private static void add(List<OutputManifest> manifests, RunContext run, Path directory)
      throws IOException {
    if (CommittedOutput.isCommitted(run.files(), directory)) {
      manifests.add(CommittedOutput.open(run.files(), directory).manifest());
    }
  }
}
