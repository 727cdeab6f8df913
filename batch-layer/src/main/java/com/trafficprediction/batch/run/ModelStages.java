package com.trafficprediction.batch.run;

import com.trafficprediction.batch.command.JobException;
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
  /** The refit's features are computed for so many times the rows that it learns from. */
  private static final double REFIT_RESERVE = 1.1;

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
        (conf, run, stages) -> {
          requireAllFamilies(run);
          new EvaluateStage(clock)
              .execute(
                  conf,
                  run,
                  CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run())),
                  run.layout().candidates(run.run()),
                  split(conf, run),
                  run.layout().evaluation(run.run()),
                  stages);
        });
  }

  private static void requireAllFamilies(RunContext run) throws IOException {
    for (ModelFamily family : ModelFamily.values()) {
      if (!TrainStage.isDone(
          run, candidates(run, Set.of(family)), run.layout().candidates(run.run()))) {
        throw JobException.noInput(
            "the " + family.key() + " of run " + run.run() + " is not trained: run the train job");
      }
    }
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
                PreparationStages.inputs(conf, run, Fit.SERVING, clock),
                Fit.SERVING,
                refitShare(run),
                output));
  }

  /** Share of all rows that the chosen models learn from. */
  private static double refitShare(RunContext run) throws IOException {
    long rows =
        CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run()))
            .manifest()
            .findCount("records_out")
            .orElse(1);
    long wanted = TrainStage.rowsWanted(run, winners(run, evaluationOf(run)));
    return Math.min(1, REFIT_RESERVE * wanted / rows);
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
