package com.trafficprediction.batch.run;

import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.command.RunIdConverter;
import com.trafficprediction.batch.plan.PlanOptions;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.publishing.PublishSettings;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.storage.layout.RunId;
import java.time.Clock;
import java.time.Instant;
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
      "  ${COMMAND-NAME}                              all that was imported last",
      "  ${COMMAND-NAME} --until -24h --preset quick  without the last day, little training",
      "  ${COMMAND-NAME} --run ID                     go on with a run that was stopped",
      "  ${COMMAND-NAME} --run ID --rollback          make an earlier run live again",
      "",
      "Settings, given first as -D KEY=VALUE:",
      "  " + PublishSettings.KEEP + "  earlier runs kept to go back to (3)",
      "  " + PublishSettings.DAYS + "  days of windows that are loaded for lags and charts (8)",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no input, 4 stopped by the quality gate."
    })
public final class RunCommand extends Configured implements Tool, Callable<Integer> {
  @Mixin private final PlanOptions plan = new PlanOptions();

  @Option(
      names = "--run",
      paramLabel = "ID",
      converter = RunIdConverter.class,
      description = "Go on with this run; finished stages are passed over.")
  private @Nullable RunId runId;

  @Option(names = "--force", description = "Publish even when the quality gate says no.")
  private boolean force;

  @Option(
      names = "--publish",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Publish at the end (default); --no-publish stops before, HBase is not needed.")
  private boolean publish;

  @Option(
      names = "--rollback",
      description = "Make the run live even though the live one was started later.")
  private boolean rollback;

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
    if (rollback && runId == null) {
      throw JobException.usage(
          "--rollback needs --run ID, the run to make live; without it a new one would begin");
    }
    if (rollback) {
      getConf().setBoolean(PublishSettings.ROLLBACK, true);
    }
    RunContext run =
        runId == null ? plan.create(getConf(), clock) : RunContext.open(getConf(), runId);
    Stages stages = new Stages(Progress.ofProcess());
    stages.progress().say("run " + run.run());
    stages
        .progress()
        .say(
            "of %s, from %s to %s"
                .formatted(
                    run.plan().dataset(),
                    Instant.ofEpochMilli(run.plan().fromMillis()),
                    Instant.ofEpochMilli(run.plan().untilMillis())));
    Chain chain = new Chain(getConf(), clock, stages, publish ? Chain.ALL : Chain.ALL - 1);
    chain.prepare(run);
    int exit = chain.finish(run, force, publish);
    chain.printResults(run);
    chain.explain(run, exit);
    return exit;
  }
}
