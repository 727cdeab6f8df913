package com.trafficprediction.batch.run;

import com.trafficprediction.batch.command.ActionOutput;
import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.command.RunIdConverter;
import com.trafficprediction.batch.plan.PlanOptions;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.publishing.PublishSettings;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.evaluation.QualityGate;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunDirectories;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.util.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One step of a run as a job of its own, for schedulers that take the steps one by one. What is
 * done already is passed over, so that every job can be repeated.
 */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
public abstract class StageCommand extends Configured implements Tool, Callable<Integer> {
  final Clock clock = Clock.systemUTC();

  private StageCommand() {}

  @Override
  public int run(String[] args) {
    return Commands.execute(this, args);
  }

  Chain chain(int steps) {
    return new Chain(getConf(), clock, new Stages(Progress.ofProcess()), steps);
  }

  /** A step that works on a run which {@code windows} started. */
  private abstract static class OfRun extends StageCommand {
    @Option(
        names = "--run",
        paramLabel = "ID",
        converter = RunIdConverter.class,
        description = "The run that windows started; default: the newest.")
    private @Nullable RunId runId;

    RunContext open() throws IOException {
      return RunContext.open(getConf(), runId == null ? newest() : runId);
    }

    private RunId newest() throws IOException {
      HdfsLayout layout = RunContext.layout(getConf());
      List<RunId> runs =
          new RunDirectories(layout.root().getFileSystem(getConf()), layout).listRuns();
      if (runs.isEmpty()) {
        throw JobException.noInput(
            "there is no run below " + layout.root() + ": the windows job starts one");
      }
      return runs.get(runs.size() - 1);
    }
  }

  /** {@code windows}. */
  @Command(
      name = "windows",
      description = "Starts a run: fixes its plan and folds the raw readings into windows.",
      footer = {
        "",
        "Prints the run's id; under Oozie it is handed over as 'run'. The other jobs take it as"
            + " --run."
      })
  public static final class WindowsCommand extends StageCommand {
    @Mixin private final PlanOptions plan = new PlanOptions();

    @Option(
        names = "--run",
        paramLabel = "ID",
        converter = RunIdConverter.class,
        description = "Go on with this run instead of starting one.")
    private @Nullable RunId runId;

    @Override
    public Integer call() throws Exception {
      RunContext run =
          runId == null ? plan.create(getConf(), clock) : RunContext.open(getConf(), runId);
      Chain chain = chain(1);
      chain.execute(run, chain.windows());
      ActionOutput.handOver("run", run.run().value());
      System.out.println(run.run());
      return ExitCode.OK;
    }
  }

  /** {@code profiles}. */
  @Command(
      name = "profiles",
      description = "Fits profiles to windows, and the means of the whole network.")
  public static final class ProfilesCommand extends OfRun {
    @Override
    public Integer call() throws Exception {
      Chain chain = chain(2);
      chain.execute(open(), chain.profiles());
      return ExitCode.OK;
    }
  }

  /** {@code features}. */
  @Command(
      name = "features",
      description =
          "Computes feature rows; before that, neighbours where the road does not name them.")
  public static final class FeaturesCommand extends OfRun {
    @Override
    public Integer call() throws Exception {
      Chain chain = chain(2);
      chain.execute(open(), chain.features());
      return ExitCode.OK;
    }
  }

  /** {@code train}. */
  @Command(
      name = "train",
      description = "Trains candidates.",
      footer = {
        "",
        "Families may be trained by jobs side by side; the models are the same as those of one job."
      })
  public static final class TrainCommand extends OfRun {
    @Option(
        names = "--family",
        paramLabel = "NAME",
        split = ",",
        description = "Families to train: ${COMPLETION-CANDIDATES}. Default: all.")
    private Set<ModelFamily> families = EnumSet.allOf(ModelFamily.class);

    @Override
    public Integer call() throws Exception {
      Chain chain = chain(1);
      chain.execute(open(), chain.train(families));
      return ExitCode.OK;
    }
  }

  /** {@code evaluate}. */
  @Command(
      name = "evaluate",
      description = "Scores the candidates, selects one per horizon and asks the quality gate.",
      footer = {
        "",
        "Exit codes: 0 passed, 4 stopped by the gate. Under Oozie always 0, with the verdict handed"
            + " over as 'gate': passed or failed."
      })
  public static final class EvaluateCommand extends OfRun {
    @Override
    public Integer call() throws Exception {
      Chain chain = chain(1);
      RunContext run = open();
      chain.execute(run, chain.evaluate());
      chain.printResults(run);
      QualityGate.Verdict verdict = ModelStages.evaluationOf(run).verdict();
      verdict.failures().forEach(System.err::println);
      boolean handedOver = ActionOutput.handOver("gate", verdict.passed() ? "passed" : "failed");
      return verdict.passed() || handedOver ? ExitCode.OK : ExitCode.QUALITY_GATE;
    }
  }

  /** {@code planner}. */
  @Command(name = "planner", description = "Computes hourly aggregates and planner measures.")
  public static final class PlannerCommand extends OfRun {
    @Override
    public Integer call() throws Exception {
      Chain chain = chain(2);
      chain.execute(open(), chain.planner());
      return ExitCode.OK;
    }
  }

  /** {@code publish}. */
  @Command(
      name = "publish",
      description =
          "Fits the chosen models again on all data, bundles them, loads the run into HBase and"
              + " makes it live.",
      footer = {
        "",
        "Exit codes: 0 live, 4 stopped by the quality gate; the bundle then says what failed."
      })
  public static final class PublishCommand extends OfRun {
    @Option(names = "--force", description = "Publish even when the quality gate says no.")
    private boolean force;

    @Option(
        names = "--rollback",
        description = "Make the run live even though the live one was started later.")
    private boolean rollback;

    @Override
    public Integer call() throws Exception {
      if (rollback) {
        getConf().setBoolean(PublishSettings.ROLLBACK, true);
      }
      RunContext run = open();
      Chain chain = chain(Chain.AFTER_VERDICT);
      int exit = chain.finish(run, force, true);
      chain.explain(run, exit);
      return exit;
    }
  }
}
