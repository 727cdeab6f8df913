package com.trafficprediction.batch.run;

import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.evaluating.Evaluation;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.reporting.ResultsTable;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.report.RunReport.Publication;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * Which stages there are, and in which order. {@code run} takes all of it; the single jobs take a
 * part each.
 */
final class Chain {
  /** Stages of a whole run, from windows to publish. */
  static final int ALL = 13;

  /** Stages after the verdict. */
  static final int AFTER_VERDICT = 6;

  private final Configuration conf;
  private final Clock clock;
  private final Stages stages;
  private final int steps;

  /**
   * @param steps how many stages there will be, for the progress
   */
  Chain(Configuration conf, Clock clock, Stages stages, int steps) {
    this.conf = conf;
    this.clock = clock;
    this.stages = stages;
    this.steps = steps;
  }

  /** Raw events to windows. */
  List<RunStage> windows() {
    return List.of(PreparationStages.windows(clock));
  }

  /** Windows to profiles and network means. */
  List<RunStage> profiles() {
    return List.of(PreparationStages.profiles(clock), PreparationStages.networkMeans(clock));
  }

  /** Windows and profiles to feature rows. */
  List<RunStage> features() {
    return List.of(PreparationStages.neighbours(clock), PreparationStages.features(clock));
  }

  /** Feature rows to candidates of these families. */
  List<RunStage> train(Set<ModelFamily> families) {
    return List.of(ModelStages.train(clock, families));
  }

  /** Candidates to a choice and a verdict. */
  List<RunStage> evaluate() {
    return List.of(ModelStages.evaluate(clock));
  }

  /** Windows to what planners ask for. */
  List<RunStage> planner() {
    return List.of(PlanningStages.hourly(clock), PlanningStages.planner(clock));
  }

  /** Everything up to the verdict. */
  void prepare(RunContext run) throws IOException, InterruptedException, ClassNotFoundException {
    execute(run, windows());
    execute(run, profiles());
    execute(run, features());
    execute(run, train(EnumSet.allOf(ModelFamily.class)));
    execute(run, evaluate());
  }

  /**
   * Everything after the verdict: the chosen models are fitted again, bundled and made live, or the
   * bundle says what stopped them.
   *
   * @param force go on even when the gate says no
   * @param load make the run live at the end
   * @return the exit code
   */
  int finish(RunContext run, boolean force, boolean load)
      throws IOException, InterruptedException, ClassNotFoundException {
    Evaluation evaluation = ModelStages.evaluationOf(run);
    boolean passed = evaluation.verdict().passed();
    int exit = ExitCode.OK;
    if (passed || force) {
      Publication publication = passed ? Publication.PASSED : Publication.FORCED;
      execute(run, List.of(ModelStages.refitFeatures(clock), ModelStages.refit(clock)));
      execute(run, planner());
      execute(run, List.of(new BundleRun(clock, publication)));
      if (load) {
        execute(run, List.of(new PublishStage(clock)));
      }
    } else {
      execute(run, List.of(new BundleRun(clock, Publication.STOPPED)));
      exit = ExitCode.QUALITY_GATE;
    }
    run.files().delete(run.layout().work(run.run()), true);
    return exit;
  }

  /** Prints what evaluation found. */
  void printResults(RunContext run) throws IOException {
    System.out.println(new ResultsTable(ModelStages.evaluationOf(run)).toText());
  }

  /** Says what stopped a run: the last word, below whatever else was printed. */
  void explain(RunContext run, int exit) throws IOException {
    if (exit == ExitCode.QUALITY_GATE) {
      ModelStages.evaluationOf(run).verdict().failures().forEach(stages.progress()::say);
      stages
          .progress()
          .say("the quality gate stopped the run: nothing was published (--force overrides it)");
    }
  }

  /** Executes stages in order, passing over those that are done. */
  void execute(RunContext run, List<RunStage> todo)
      throws IOException, InterruptedException, ClassNotFoundException {
    for (RunStage stage : todo) {
      // Opened anew: a stage may have given the run another version of its network.
      RunContext now = RunContext.open(conf, run.run());
      stages.progress().nextStep(steps);
      if (stage.isDone(now)) {
        stages.progress().say(stage.name() + ": done before");
      } else {
        stage.execute(conf, now, stages);
      }
    }
  }
}
