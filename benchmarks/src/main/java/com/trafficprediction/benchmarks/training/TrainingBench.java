package com.trafficprediction.benchmarks.training;

import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.evaluating.EvaluateStage;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.training.ModelName;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.batch.training.TrainStage;
import com.trafficprediction.batch.training.TrainedModels;
import com.trafficprediction.batch.training.TrainingReport;
import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.Target;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.model.anchor.AnchoredModel;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.util.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench training}: our boosted trees and XGBoost's on the rows of one run. */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares a run's boosted trees with XGBoost, tuned on the run's own rows.",
    footer = {
      "",
      "XGBoost is tuned on the validation part with a sample of the training part, trained on all",
      "of the training part, and scored on the test part. It starts from the anchor of our models."
    })
public final class TrainingBench extends Configured implements Tool, Callable<Integer> {
  private static final List<Xgboost.Settings> GRID =
      List.of(
          new Xgboost.Settings(6, 0.1, 0.5, 20),
          new Xgboost.Settings(7, 0.07, 0.5, 20),
          new Xgboost.Settings(8, 0.06, 0.5, 20),
          new Xgboost.Settings(8, 0.06, 0.8, 100));

  private static final int MOST_ROUNDS = 600;
  private static final int TUNING_ROWS = 150_000;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "ID",
      description = "A run that was evaluated.")
  private String runId = "";

  @Option(names = "--quick", description = "A tenth of the rows, one setting; no claim is made.")
  private boolean quick;

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
  public Integer call() throws IOException, XGBoostError {
    RunContext run = RunContext.open(getConf(), new RunId(runId));
    ChronologicalSplit split =
        EvaluateStage.load(getConf(), run, run.layout().evaluation(run.run())).split();
    TrainedModels models = TrainedModels.load(run.files(), run.layout().candidates(run.run()));
    TrainingReport report = TrainStage.report(run, run.layout().candidates(run.run()));
    List<Comparison> results = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      ModelName name = new ModelName(ModelFamily.GRADIENT_BOOSTED_TREES, Quantity.SPEED, horizon);
      AnchoredModel ours = (AnchoredModel) models.models().get(name);
      if (ours == null) {
        throw JobException.noInput("run " + runId + " has no " + name.file());
      }
      TrainingReport.Entry entry = entry(report, horizon);
      results.add(compare(horizon, ours, entry, Rows.read(getConf(), run, split, horizon)));
    }
    String title = run.plan().dataset() + ", " + run.plan().shares() + ", " + run.plan().preset();
    System.out.println(TrainingTable.of(results));
    if (docs != null) {
      Report.keep(
          docs,
          Result.here(
              "training",
              run.plan().dataset(),
              title,
              quick,
              TrainingTable.of(results),
              findings(results)));
    }
    return ExitCode.OK;
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

  private static TrainingReport.Entry entry(TrainingReport report, Horizon horizon) {
    return report.models().stream()
        .filter(
            e ->
                e.family().equals(ModelFamily.GRADIENT_BOOSTED_TREES.key())
                    && e.quantity().equals(Quantity.SPEED.key())
                    && e.horizon() == horizon.minutes())
        .findFirst()
        .orElseThrow();
  }

  private Comparison compare(
      Horizon horizon,
      AnchoredModel ours,
      TrainingReport.Entry entry,
      Map<ChronologicalSplit.Part, Rows> parts)
      throws XGBoostError {
    Rows train = part(parts, ChronologicalSplit.Part.TRAIN);
    Rows validation = part(parts, ChronologicalSplit.Part.VALIDATION);
    Rows test = part(parts, ChronologicalSplit.Part.TEST);
    Xgboost peer = new Xgboost(ours.anchor(), Runtime.getRuntime().availableProcessors());
    Xgboost.Settings best = GRID.get(0);
    Xgboost.Fitted fitted = null;
    Rows sample = train.every(Math.max(1, train.count() / TUNING_ROWS));
    for (Xgboost.Settings settings : quick ? GRID.subList(0, 1) : GRID) {
      Xgboost.Fitted tried = peer.tune(settings, sample, validation, MOST_ROUNDS);
      System.err.printf(
          "tuning %d min: %s, %d rounds, validation MAE %.4f%n",
          horizon.minutes(), settings, tried.rounds(), tried.mae());
      if (fitted == null || tried.mae() < fitted.mae()) {
        fitted = tried;
        best = settings;
      }
    }
    int rounds = fitted == null ? MOST_ROUNDS : fitted.rounds();
    double cpu = Xgboost.cpuSeconds();
    Booster booster = peer.train(best, quick ? sample : train, rounds);
    double seconds = Xgboost.cpuSeconds() - cpu;
    double[] theirs = peer.predict(booster, test);
    double[] answers = predict(ours, test);
    return new Comparison(
        horizon.minutes(),
        train.count(),
        scored(test),
        best + ", " + rounds + " rounds",
        figures(answers, test, entry.cpuSeconds(), entry.bytes()),
        figures(theirs, test, seconds, booster.toByteArray().length));
  }

  private static Rows part(Map<ChronologicalSplit.Part, Rows> parts, ChronologicalSplit.Part part) {
    Rows rows = parts.get(part);
    if (rows == null) {
      throw JobException.noInput("the run has no rows of its " + part + " part");
    }
    return rows;
  }

  private static double[] predict(AnchoredModel model, Rows rows) {
    double[] answers = new double[rows.count()];
    float[] row = new float[rows.columns()];
    for (int i = 0; i < answers.length; i++) {
      rows.copyRow(i, row);
      answers[i] = model.predict(row);
    }
    return answers;
  }

  private static long scored(Rows rows) {
    long n = 0;
    for (int i = 0; i < rows.count(); i++) {
      n += rows.isObserved(i) ? 1 : 0;
    }
    return n;
  }

  private static Comparison.Figures figures(
      double[] answers, Rows rows, double cpuSeconds, long bytes) {
    double error = 0;
    double congestedError = 0;
    long n = 0;
    long congested = 0;
    for (int i = 0; i < answers.length; i++) {
      if (!rows.isObserved(i)) {
        continue;
      }
      double miss = Math.abs(PredictionInterval.clip(answers[i]) - rows.target(i));
      error += miss;
      n++;
      if (rows.target(i) < TrafficCategory.CONGESTED_BELOW_KMH) {
        congestedError += miss;
        congested++;
      }
    }
    return new Comparison.Figures(
        error / n, congestedError / Math.max(1, congested), cpuSeconds, bytes);
  }
}
