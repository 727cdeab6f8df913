package com.trafficprediction.benchmarks.training;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Cost;
import com.trafficprediction.batch.training.ModelName;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.batch.training.TrainStage;
import com.trafficprediction.batch.training.TrainingReport;
import com.trafficprediction.benchmarks.handover.ProcessUse;
import com.trafficprediction.benchmarks.handover.RowLatency;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;
import com.trafficprediction.model.linear.NormalEquations;
import com.trafficprediction.model.preset.TrainingPreset;
import com.trafficprediction.model.tree.TreeTrainer;
import com.trafficprediction.storage.layout.OutputManifest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** The models of a run, of every family. */
final class Smile {
  private final RunContext run;
  private final TrainingReport report;
  private final Map<String, Double> resident = new HashMap<>();

  Smile(RunContext run) throws IOException {
    this.run = run;
    Path candidates = run.layout().candidates(run.run());
    this.report = TrainStage.report(run, candidates);
    for (OutputManifest manifest : TrainStage.manifests(run, candidates)) {
      Cost.of(manifest)
          .ifPresent(
              cost ->
                  resident.put(manifest.settings().getOrDefault("family", ""), cost.residentMb()));
    }
  }

  /** The preset that a run was trained with. */
  static TrainingPreset preset(RunContext run) {
    return run.plan().preset().equals("quick") ? TrainingPreset.QUICK : TrainingPreset.FULL;
  }

  /** Scores a family's model, and trains one like it to see what that takes. */
  Contender measure(
      ModelFamily family,
      Horizon horizon,
      PointModel model,
      PointModel anchor,
      Rows train,
      Rows test) {
    double[] answers = new double[test.count()];
    float[] row = new float[test.columns()];
    for (int i = 0; i < answers.length; i++) {
      test.copyRow(i, row);
      answers[i] = model.predict(row);
    }
    float[][] some = test.first(Xgboost.LATENCY_ROWS);
    double micros = RowLatency.medianMicros(i -> model.predict(some[i]), some.length);
    TrainingReport.Entry entry = entry(family, horizon);
    double cpu = ProcessUse.cpuSeconds();
    if (family == ModelFamily.LINEAR_REGRESSION) {
      solve(train);
    } else {
      grow(family, anchor, train);
    }
    double seconds = ProcessUse.cpuSeconds() - cpu;
    Contender.Cost cost =
        new Contender.Cost(
            seconds, resident.getOrDefault(family.key(), Double.NaN), entry.bytes(), micros);
    return Contender.of(
        "ours: " + family.key().replace('_', ' '),
        entry.rows(),
        settings(family),
        cost,
        answers,
        test);
  }

  private TrainingReport.Entry entry(ModelFamily family, Horizon horizon) {
    ModelName name = new ModelName(family, Quantity.SPEED, horizon);
    return report.models().stream()
        .filter(
            e ->
                e.family().equals(family.key())
                    && e.quantity().equals(Quantity.SPEED.key())
                    && e.horizon() == horizon.minutes())
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("the run's training report lacks " + name.file()));
  }

  private void solve(Rows train) {
    NormalEquations sums = new NormalEquations(train.columns());
    float[] row = new float[train.columns()];
    for (int i = 0; i < train.count(); i++) {
      train.copyRow(i, row);
      sums.add(row, train.target(i));
    }
    sums.solve(preset(run).ridge());
  }

  /** In parts of disjoint rows, one after the other, as a run does. */
  private void grow(ModelFamily family, PointModel anchor, Rows train) {
    Parts parts = parts(family);
    Seeds seeds = new Seeds(run.plan().seed());
    float[] row = new float[train.columns()];
    int step = Math.max(1, train.count() / (parts.count() * parts.rows()));
    for (int part = 0; part < parts.count(); part++) {
      TrainingRows rows = new TrainingRows(train.columns(), parts.rows());
      int stride = step * parts.count();
      for (int i = part * step; i < train.count() && rows.size() < parts.rows(); i += stride) {
        train.copyRow(i, row);
        rows.add(row, train.target(i));
      }
      parts
          .trainer()
          .train(rows.residuals(anchor), seeds.seed("bench", part), TrainingProgress.NONE);
    }
  }

  /** How a family of trees is trained: so many times on so many rows. */
  private record Parts(int count, int rows, TreeTrainer trainer) {}

  private Parts parts(ModelFamily family) {
    TrainingPreset preset = preset(run);
    return switch (family) {
      case DECISION_TREE -> new Parts(1, preset.treeRows(), preset.treeTrainer());
      case RANDOM_FOREST ->
          new Parts(preset.forestParts(), preset.forestRows(), preset.forestTrainer());
      case GRADIENT_BOOSTED_TREES ->
          new Parts(preset.boostParts(), preset.boostRows(), preset.boostTrainer());
      case LINEAR_REGRESSION -> throw new IllegalArgumentException("not a family of trees");
    };
  }

  private String settings(ModelFamily family) {
    TrainingPreset preset = preset(run);
    return switch (family) {
      case LINEAR_REGRESSION -> "ridge " + preset.ridge();
      case DECISION_TREE -> "1 tree, depth " + preset.tree().depth();
      case RANDOM_FOREST ->
          text(preset.forestParts(), preset.forest().trees(), preset.forest().tree().depth());
      case GRADIENT_BOOSTED_TREES ->
          text(preset.boostParts(), preset.boost().trees(), preset.boost().tree().depth());
    };
  }

  private static String text(int parts, int trees, int depth) {
    return String.format(Locale.ROOT, "%d parts of %d trees, depth %d", parts, trees, depth);
  }
}
