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
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.storage.layout.CommittedOutput;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** The stages from feature rows to models that may be published. */
final class ModelStages {
  /** Share of all rows that the refit's features are computed for: more than its samples need. */
  private static final double REFIT_SAMPLE = 0.5;

  private ModelStages() {}

  /** Trains the candidates of these families. */
  static RunStage train(Clock clock, Set<ModelFamily> families) {
    return new Stage(
        "train",
        run ->
            TrainStage.isDone(run, candidates(run, families), run.layout().candidates(run.run())),
        (conf, run, stages) ->
            new TrainStage("train", clock)
                .execute(
                    conf,
                    run,
                    CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run())),
                    candidates(run, families),
                    Optional.of(split(conf, run)),
                    run.layout().candidates(run.run()),
                    stages));
  }

  private static List<ModelName> candidates(RunContext run, Set<ModelFamily> families) {
    return TrainStage.candidates(run).stream()
        .filter(model -> families.contains(model.family()))
        .toList();
  }

  static RunStage evaluate(Clock clock) {
    return new Stage(
        "evaluate",
        run -> CommittedOutput.isCommitted(run.files(), run.layout().evaluation(run.run())),
        (conf, run, stages) ->
            new EvaluateStage(clock)
                .execute(
                    conf,
                    run,
                    CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run())),
                    run.layout().candidates(run.run()),
                    split(conf, run),
                    run.layout().evaluation(run.run()),
                    stages));
  }

  static RunStage refitFeatures(Clock clock) {
    return new CommittedStage(
        "refit-features",
        clock,
        run -> run.layout().refitFeatures(run.run()),
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
        run ->
            TrainStage.isDone(run, winners(run, evaluationOf(run)), run.layout().refit(run.run())),
        (conf, run, stages) ->
            new TrainStage("refit", clock)
                .execute(
                    conf,
                    run,
                    CommittedOutput.open(run.files(), run.layout().refitFeatures(run.run())),
                    winners(run, evaluationOf(run)),
                    Optional.empty(),
                    run.layout().refit(run.run()),
                    stages));
  }

  /** What the finished evaluation found. */
  static Evaluation evaluationOf(RunContext run) throws IOException {
    return EvaluateStage.load(run.files().getConf(), run, run.layout().evaluation(run.run()));
  }

  /** The chosen speed models, and the volume models. */
  private static List<ModelName> winners(RunContext run, Evaluation evaluation) {
    return TrainStage.candidates(run).stream().filter(model -> serves(model, evaluation)).toList();
  }

  private static boolean serves(ModelName model, Evaluation evaluation) {
    Horizon horizon = model.horizon();
    return model.quantity() == Quantity.VOLUME
        || evaluation.selection().family(horizon) == model.family();
  }

  static ChronologicalSplit split(Configuration conf, RunContext run) throws IOException {
    return Splits.of(conf, run, run.layout().networkMeans(run.run()));
  }

  /** A stage that commits its output itself. */
  private record Stage(String name, Done done, Work work) implements RunStage {
    private interface Done {
      boolean of(RunContext run) throws IOException;
    }

    private interface Work {
      void execute(Configuration conf, RunContext run, Stages stages)
          throws IOException, InterruptedException, ClassNotFoundException;
    }

    @Override
    public boolean isDone(RunContext run) throws IOException {
      return done.of(run);
    }

    @Override
    public void execute(Configuration conf, RunContext run, Stages stages)
        throws IOException, InterruptedException, ClassNotFoundException {
      work.execute(conf, run, stages);
    }
  }
}
