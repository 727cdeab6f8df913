package com.trafficprediction.benchmarks.training;

import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.evaluating.EvaluateStage;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.training.ModelName;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.batch.training.TrainedModels;
import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.SparkProcess;
import com.trafficprediction.benchmarks.Target;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.model.anchor.AnchoredModel;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.util.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench training}: the models of one run beside those of others, on the run's rows. */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares a run's models of every family with XGBoost, tuned on the run's own rows, and"
            + " with Spark MLlib's regressions: error, cpu time, memory, size, time of a prediction.",
    footer = {
      "",
      "XGBoost's settings and rounds are chosen on the validation part, with the whole training part;",
      "then it is trained, and scored on the test part. It starts from the anchor of our models, and",
      "so does MLlib, which gets our preset's settings where it knows them, and fewer rows, so that it",
      "ends within minutes. Each of its models is trained in a process of its own.",
      "",
      "Targets are about boosted trees beside XGBoost alone."
    })
public final class TrainingBench extends Configured implements Tool, Callable<Integer> {
  private static final int MLLIB_ROWS = 50_000;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "ID",
      description = "A run that was evaluated.")
  private String runId = "";

  @Option(
      names = "--quick",
      description =
          "XGBoost with one setting and a sample of the rows; no MLlib, or with --mllib-rows at 15"
              + " minutes alone with a few trees; no claim is made.")
  private boolean quick;

  @Option(
      names = "--mllib-rows",
      paramLabel = "N",
      description =
          "Most rows that MLlib learns from; 0 leaves it out. Default: 50000, with --quick 0.")
  private int mllibRows = -1;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The checkout, for Spark's libraries. Default: where bin/traffic is.")
  private Path root = Path.of(".");

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Keep the figures below this directory and write its benchmarks.md anew.")
  private @Nullable Path docs;

  @Override
  public int run(String[] args) {
    return Commands.execute(this, args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException, XGBoostError {
    RunContext run = RunContext.open(getConf(), new RunId(runId));
    ChronologicalSplit split =
        EvaluateStage.load(getConf(), run, run.layout().evaluation(run.run())).split();
    TrainedModels models = TrainedModels.load(run.files(), run.layout().candidates(run.run()));
    List<Comparison> results = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      System.err.printf("%d minutes%n", horizon.minutes());
      results.add(compare(run, horizon, models, Rows.read(getConf(), run, split, horizon)));
    }
    String title = run.plan().dataset() + ", " + run.plan().shares() + ", " + run.plan().preset();
    String table = TrainingTable.of(results, aboutXgboost() + " " + aboutMllib());
    System.out.println(table);
    if (docs != null) {
      Report.keep(
          docs,
          Result.here(
              "training",
              run.plan().dataset(),
              title,
              quick || !run.plan().preset().equals("full"),
              table,
              findings(results)));
    }
    return ExitCode.OK;
  }

  private int mllibRows() {
    return mllibRows >= 0 ? mllibRows : quick ? 0 : MLLIB_ROWS;
  }

  private String aboutXgboost() {
    return quick
        ? "Quick: XGBoost had one setting and at most %,d of the training rows."
            .formatted(Xgboost.QUICK_ROWS)
        : "XGBoost's settings and rounds were chosen with all training rows.";
  }

  private String aboutMllib() {
    if (mllibRows() == 0) {
      return "Spark MLlib was left out"
          + (quick ? " of this quick run: --mllib-rows 10000 asks for it." : " (--mllib-rows 0).");
    }
    String bound =
        "MLlib learns from at most %,d of the training rows, evenly spaced".formatted(mllibRows());
    return quick
        ? bound
            + "; quick: at 15 minutes alone, with no more than "
            + Mllib.QUICK_TREES
            + " trees. Its figures say only that it runs."
        : bound + ".";
  }

  private static List<Finding> findings(List<Comparison> results) {
    List<Finding> findings = new ArrayList<>();
    for (Comparison result : results) {
      findings.add(new Finding(Target.PEER_ERROR, result.maeRatio()));
      findings.add(new Finding(Target.PEER_CONGESTED, result.congestedRatio()));
      findings.add(new Finding(Target.PEER_TRAINING, result.cpuRatio()));
    }
    return findings;
  }

  private Comparison compare(
      RunContext run,
      Horizon horizon,
      TrainedModels models,
      Map<ChronologicalSplit.Part, Rows> parts)
      throws IOException, InterruptedException, XGBoostError {
    Rows train = part(parts, ChronologicalSplit.Part.TRAIN);
    Rows validation = part(parts, ChronologicalSplit.Part.VALIDATION);
    Rows test = part(parts, ChronologicalSplit.Part.TEST);
    AnchoredModel boosted =
        (AnchoredModel) model(models, ModelFamily.GRADIENT_BOOSTED_TREES, horizon);
    PointModel anchor = boosted.anchor();
    Contender peer =
        new Xgboost(anchor, Runtime.getRuntime().availableProcessors())
            .measure(train, validation, test, quick);
    Smile smile = new Smile(run);
    Map<ModelFamily, Contender> ours = new EnumMap<>(ModelFamily.class);
    for (ModelFamily family : ModelFamily.values()) {
      ours.put(
          family,
          smile.measure(family, horizon, model(models, family, horizon), anchor, train, test));
    }
    Contender first = Objects.requireNonNull(ours.remove(ModelFamily.GRADIENT_BOOSTED_TREES));
    List<Contender> others = new ArrayList<>(ours.values());
    if (mllibRows() > 0 && (!quick || horizon == Horizon.MINUTES_15)) {
      others.addAll(mllib(run, anchor, train.atMost(mllibRows()), test));
    }
    return new Comparison(horizon.minutes(), test.scored(), first, peer, others);
  }

  private List<Contender> mllib(RunContext run, PointModel anchor, Rows train, Rows test)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("traffic-bench");
    ChildProcess child = new ChildProcess();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  child.stop();
                  FileUtil.fullyDelete(scratch.toFile());
                },
                "delete-scratch"));
    try {
      return new Mllib(SparkProcess.directory(root), scratch, Smile.preset(run), quick, child)
          .measure(anchor, train, test);
    } finally {
      if (!FileUtil.fullyDelete(scratch.toFile())) {
        System.err.println("could not delete " + scratch);
      }
    }
  }

  private PointModel model(TrainedModels models, ModelFamily family, Horizon horizon) {
    ModelName name = new ModelName(family, Quantity.SPEED, horizon);
    PointModel model = models.models().get(name);
    if (model == null) {
      throw JobException.noInput("run " + runId + " has no " + name.file());
    }
    return model;
  }

  private static Rows part(Map<ChronologicalSplit.Part, Rows> parts, ChronologicalSplit.Part part) {
    Rows rows = parts.get(part);
    if (rows == null) {
      throw JobException.noInput("the run has no rows of its " + part + " part");
    }
    return rows;
  }
}
