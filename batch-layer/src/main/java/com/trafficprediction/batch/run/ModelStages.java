package com.trafficprediction.batch.run;

import com.trafficprediction.batch.evaluating.EvaluateStage;
import com.trafficprediction.batch.evaluating.Evaluation;
import com.trafficprediction.batch.features.FeaturesJob;
import com.trafficprediction.batch.features.Splits;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.profiling.Fit;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.batch.training.ModelName;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.batch.training.TrainStage;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.storage.layout.CommittedOutput;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The stages from feature rows to models that may be published. */
final class ModelStages {
  /** Share of all rows that the refit's features are computed for: more than its samples need. */
  private static final double REFIT_SAMPLE = 0.5;

  private ModelStages() {}

  /** Models fitted on the training part, for evaluation. */
  static Path candidates(RunContext run) {
    return new Path(run.layout().features(run.run()), "candidates");
  }

  /** What validation and test said of them. */
  static Path evaluation(RunContext run) {
    return new Path(run.layout().features(run.run()), "evaluation");
  }

  /** The chosen models, fitted again on everything. */
  static Path refit(RunContext run) {
    return new Path(run.layout().features(run.run()), "refit");
  }

  static Path refitFeatures(RunContext run) {
    return new Path(run.layout().features(run.run()), "refit_features");
  }

  static RunStage train(Clock clock) {
    return new Stage(
        "train",
        ModelStages::candidates,
        (conf, run, stages) ->
            new TrainStage(clock)
                .execute(
                    conf,
                    run,
                    CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run())),
                    TrainStage.candidates(run),
                    Optional.of(split(conf, run)),
                    candidates(run),
                    stages));
  }

  static RunStage evaluate(Clock clock) {
    return new Stage(
        "evaluate",
        ModelStages::evaluation,
        (conf, run, stages) ->
            new EvaluateStage(clock)
                .execute(
                    conf,
                    run,
                    CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run())),
                    candidates(run),
                    split(conf, run),
                    evaluation(run),
                    stages));
  }

  static RunStage refitFeatures(Clock clock) {
    return new CommittedStage(
        "refit-features",
        clock,
        ModelStages::refitFeatures,
        (conf, run, output) ->
            FeaturesJob.createJob(
                conf,
                run,
                PreparationStages.inputs(conf, run, Fit.SERVING),
                Fit.SERVING,
                REFIT_SAMPLE,
                output));
  }

  static RunStage refit(Clock clock) {
    return new Stage(
        "refit",
        ModelStages::refit,
        (conf, run, stages) ->
            new TrainStage(clock)
                .execute(
                    conf,
                    run,
                    CommittedOutput.open(run.files(), refitFeatures(run)),
                    winners(run, EvaluateStage.load(conf, run, evaluation(run))),
                    Optional.empty(),
                    refit(run),
                    stages));
  }

  /** The chosen speed models, and the volume models. */
  static List<ModelName> winners(RunContext run, Evaluation evaluation) {
    return TrainStage.candidates(run).stream().filter(model -> serves(model, evaluation)).toList();
  }

  private static boolean serves(ModelName model, Evaluation evaluation) {
    Horizon horizon = model.horizon();
    return model.quantity() == Quantity.VOLUME
        || evaluation.selection().family(horizon) == model.family();
  }

  static ChronologicalSplit split(Configuration conf, RunContext run) throws IOException {
    return Splits.of(conf, run, PreparationStages.meansDirectory(run));
  }

  /** A stage that commits one directory itself. */
  private record Stage(String name, Target target, Work work) implements RunStage {
    private interface Target {
      Path of(RunContext run);
    }

    private interface Work {
      void execute(Configuration conf, RunContext run, Stages stages)
          throws IOException, InterruptedException, ClassNotFoundException;
    }

    @Override
    public boolean isDone(RunContext run) throws IOException {
      return CommittedOutput.isCommitted(run.files(), target.of(run));
    }

    @Override
    public void execute(Configuration conf, RunContext run, Stages stages)
        throws IOException, InterruptedException, ClassNotFoundException {
      work.execute(conf, run, stages);
    }
  }
}
