package com.trafficprediction.batch.run;

import com.trafficprediction.batch.evaluating.EvaluateStage;
import com.trafficprediction.batch.evaluating.Evaluation;
import com.trafficprediction.batch.features.StoredNetworkMeans;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.reporting.BundleStage;
import com.trafficprediction.batch.reporting.RunFindings;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.batch.training.TrainStage;
import com.trafficprediction.batch.training.TrainedModels;
import com.trafficprediction.batch.training.TrainingReport;
import com.trafficprediction.core.report.RunReport.Publication;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
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
    Path refit = ModelStages.refit(run);
    boolean refitted = CommittedOutput.isCommitted(run.files(), refit);
    Evaluation evaluation = EvaluateStage.load(conf, run, ModelStages.evaluation(run));
    RunFindings findings =
        new RunFindings(
            run,
            evaluation,
            training(run, ModelStages.candidates(run)),
            refitted ? training(run, refit) : new TrainingReport(List.of()),
            StoredNetworkMeans.read(
                conf,
                PreparationStages.meansDirectory(run),
                run.plan().fromMillis(),
                run.plan().untilMillis()),
            manifests(run),
            publication);
    new BundleStage(clock)
        .execute(
            findings,
            TrainedModels.load(run.files(), ModelStages.candidates(run)),
            refitted ? Optional.of(TrainedModels.load(run.files(), refit)) : Optional.empty());
    stages.progress().done("models and report in " + run.layout().models(run.run()));
  }

  private static TrainingReport training(RunContext run, Path directory) throws IOException {
    Path file = new Path(directory, TrainStage.REPORT);
    try (FSDataInputStream in = run.files().open(file)) {
      return StoredJson.read(in.readAllBytes(), TrainingReport.class, file.toString());
    }
  }

  /** Manifests of the stages so far, in their order. */
  private static List<OutputManifest> manifests(RunContext run) throws IOException {
    List<OutputManifest> manifests = new ArrayList<>();
    for (Path directory :
        List.of(
            run.layout().windows(run.run()),
            run.layout().segmentProfiles(run.run()),
            PreparationStages.meansDirectory(run),
            run.layout().mlFeatures(run.run()),
            ModelStages.candidates(run),
            ModelStages.evaluation(run),
            ModelStages.refitFeatures(run),
            ModelStages.refit(run))) {
      if (CommittedOutput.isCommitted(run.files(), directory)) {
        manifests.add(CommittedOutput.open(run.files(), directory).manifest());
      }
    }
    return manifests;
  }
}
