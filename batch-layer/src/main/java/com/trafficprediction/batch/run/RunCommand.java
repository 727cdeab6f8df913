package com.trafficprediction.batch.run;

import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.evaluating.EvaluateStage;
import com.trafficprediction.batch.evaluating.Evaluation;
import com.trafficprediction.batch.plan.PlanOptions;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.reporting.ResultsTable;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.report.RunReport.Publication;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.util.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: every stage, from the imported data to the published models. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Recomputes the batch views and models from the imported data, and publishes them.",
    footer = {
      "",
      "Examples:",
      "  run                                   all that was imported last",
      "  run --until -24h --preset quick       without the last day, little training",
      "  run --run run-20220128T080000Z-9f3c   go on with a run that was stopped",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no input, 4 stopped by the quality gate."
    })
public final class RunCommand extends Configured implements Tool, Callable<Integer> {
  @Mixin private final PlanOptions plan = new PlanOptions();

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "Go on with this run; finished stages are passed over.")
  private @Nullable String runId;

  @Option(names = "--force", description = "Publish even when the quality gate says no.")
  private boolean force;

  @Option(
      names = "--publish",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Publish at the end (default); --no-publish stops before, HBase is not needed.")
  private boolean publish;

  private final Clock clock;

  public RunCommand() {
    this(Clock.systemUTC());
  }

  RunCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public int run(String[] args) {
    return Commands.execute(this, args);
  }

  @Override
  public Integer call() throws Exception {
    RunContext run =
        runId == null
            ? plan.create(getConf(), clock)
            : RunContext.open(getConf(), new RunId(runId));
    Stages stages = new Stages(Progress.ofProcess());
    stages.progress().say("run " + run.run());
    execute(
        run,
        stages,
        List.of(
            PreparationStages.windows(clock),
            PreparationStages.profiles(clock),
            PreparationStages.networkMeans(clock),
            PreparationStages.neighbours(),
            PreparationStages.features(clock),
            ModelStages.train(clock),
            ModelStages.evaluate(clock)));
    Evaluation evaluation = EvaluateStage.load(getConf(), run, ModelStages.evaluation(run));
    boolean passed = evaluation.verdict().passed();
    int exit = ExitCode.OK;
    if (passed || force) {
      Publication publication = passed ? Publication.PUBLISHED : Publication.FORCED;
      execute(
          run,
          stages,
          List.of(
              ModelStages.refitFeatures(clock),
              ModelStages.refit(clock),
              new BundleRun(clock, publication),
              PlanningStages.hourly(clock),
              PlanningStages.planner(clock)));
      if (publish) {
        execute(run, stages, List.of(new PublishStage(clock)));
      }
    } else {
      execute(run, stages, List.of(new BundleRun(clock, Publication.STOPPED)));
      evaluation.verdict().failures().forEach(stages.progress()::say);
      stages
          .progress()
          .say("the quality gate stopped the run: nothing was published (--force overrides it)");
      exit = ExitCode.QUALITY_GATE;
    }
    System.out.println(new ResultsTable(evaluation).toText());
    return exit;
  }

  private void execute(RunContext run, Stages stages, List<RunStage> todo)
      throws IOException, InterruptedException, ClassNotFoundException {
    for (RunStage stage : todo) {
      // Opened anew: a stage may have given the run another version of its network.
      RunContext now = RunContext.open(getConf(), run.run());
      if (stage.isDone(now)) {
        stages.progress().say(stage.name() + ": done before");
      } else {
        stage.execute(getConf(), now, stages);
      }
    }
  }
}
