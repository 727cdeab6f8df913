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
import com.trafficprediction.storage.layout.PartitionedData;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    Path bundle = run.layout().models(run.run());
    if (!CommittedOutput.isCommitted(run.files(), bundle)) {
      return false;
    }
    String made =
        CommittedOutput.open(run.files(), bundle)
            .manifest()
            .settings()
            .getOrDefault(BundleStage.PUBLICATION, "");
    // Only the bundle of a stopped run is ever made anew: any other may be live.
    return made.equals(publication.name()) || !made.equals(Publication.STOPPED.name());
  }

  @Override
  public void execute(Configuration conf, RunContext run, Stages stages) throws IOException {
    stages.progress().start(name());
    // The bundle of a run that the gate stopped and that is forced now; it was never live.
    run.files().delete(run.layout().models(run.run()), true);
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
    manifests.addAll(importsOf(run));
    add(manifests, run, run.layout().windows(run.run()));
    add(manifests, run, run.layout().segmentProfiles(run.run()));
    add(manifests, run, run.layout().networkMeans(run.run()));
    add(manifests, run, run.layout().neighbours(run.run()));
    add(manifests, run, run.layout().mlFeatures(run.run()));
    manifests.addAll(TrainStage.manifests(run, run.layout().candidates(run.run())));
    add(manifests, run, run.layout().evaluation(run.run()));
    add(manifests, run, run.layout().refitFeatures(run.run()));
    manifests.addAll(TrainStage.manifests(run, run.layout().refit(run.run())));
    add(manifests, run, run.layout().hourlyAggregates(run.run()));
    add(manifests, run, run.layout().planner(run.run()));
    return manifests;
  }

  /** Manifests of the imports whose files the run's plan lists. */
  private static List<OutputManifest> importsOf(RunContext run) throws IOException {
    Path raw = run.layout().raw();
    Set<String> inputs = Set.copyOf(run.plan().inputs());
    return new PartitionedData(run.files(), raw)
        .listCommits().stream()
            .filter(
                manifest ->
                    manifest.files().stream()
                        .anyMatch(file -> inputs.contains(new Path(raw, file.path()).toString())))
            .toList();
  }

  private static void add(List<OutputManifest> manifests, RunContext run, Path directory)
      throws IOException {
    if (CommittedOutput.isCommitted(run.files(), directory)) {
      manifests.add(CommittedOutput.open(run.files(), directory).manifest());
    }
  }
}
