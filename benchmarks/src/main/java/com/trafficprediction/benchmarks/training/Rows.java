package com.trafficprediction.benchmarks.training;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.training.ModelInputs;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.parquet.ParquetSource;
import com.trafficprediction.storage.records.FeatureRecords;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One part of a run's feature rows for one horizon, as a dense matrix: exactly the rows and columns
 * that the run's own models are trained on or scored on. Not thread-safe.
 */
final class Rows {
  private final int columns;
  private float[] features = new float[1 << 20];
  private float[] targets = new float[1 << 14];

  /** Whether the window at the origin was observed: headline figures are of such rows. */
  private boolean[] observed = new boolean[1 << 14];

  private int count;

  Rows(int columns) {
    this.columns = columns;
  }

  /** Reads all parts in one pass. */
  static Map<ChronologicalSplit.Part, Rows> read(
      Configuration conf, RunContext run, ChronologicalSplit split, Horizon horizon)
      throws IOException {
    ModelInputs inputs = ModelInputs.of(Quantity.SPEED, horizon, run.network().capabilities());
    Set<String> names = new LinkedHashSet<>(inputs.features().names());
    names.add(FeatureCatalog.SPEED_AGE);
    Set<String> fields = new LinkedHashSet<>(FeatureRecords.fieldsFor(names));
    float[] full = new float[FeatureCatalog.features().size()];
    float[] row = new float[inputs.features().size()];
    int age = FeatureCatalog.indexOf(FeatureCatalog.SPEED_AGE);
    Map<ChronologicalSplit.Part, Rows> parts = new EnumMap<>(ChronologicalSplit.Part.class);
    Path directory = run.layout().mlFeatures(run.run());
    for (Path file : CommittedOutput.open(run.files(), directory).files()) {
      try (ParquetSource<FeatureRow> source =
          ParquetSource.open(conf, file, FeatureRow.class, fields)) {
        while (source.advance()) {
          FeatureRow record = source.current();
          float target = inputs.target(record);
          if (Float.isNaN(target)) {
            continue;
          }
          FeatureRecords.readFeatures(record, full);
          inputs.projection().project(full, row);
          parts
              .computeIfAbsent(
                  split.partOf(record.getTimestamp().toEpochMilli()), k -> new Rows(row.length))
              .add(row, target, full[age] == 0);
        }
      }
    }
    return parts;
  }

  /** Adds a row; copied. */
  void add(float[] row, float target, boolean currentIsObserved) {
    if ((count + 1) * columns > features.length) {
      features = Arrays.copyOf(features, features.length * 2);
    }
    if (count == targets.length) {
      targets = Arrays.copyOf(targets, 2 * count);
      observed = Arrays.copyOf(observed, 2 * count);
    }
    System.arraycopy(row, 0, features, count * columns, columns);
    targets[count] = target;
    observed[count] = currentIsObserved;
    count++;
  }

  int count() {
    return count;
  }

  int columns() {
    return columns;
  }

  /** The matrix, row after row; a copy of just its length. */
  float[] matrix() {
    return Arrays.copyOf(features, count * columns);
  }

  /** Copies a row. */
  void copyRow(int i, float[] row) {
    System.arraycopy(features, i * columns, row, 0, columns);
  }

  /** Observed speed at the target, km/h. */
  float target(int i) {
    return targets[i];
  }

  /**
   * Evenly spaced rows, at most so many. The step is seldom a whole number: one that divides a day
   * would take the same times of each day.
   */
  Rows atMost(int most) {
    Rows some = new Rows(columns);
    float[] row = new float[columns];
    int taken = Math.min(most, count);
    for (int k = 0; k < taken; k++) {
      int i = (int) ((long) k * count / taken);
      copyRow(i, row);
      some.add(row, targets[i], observed[i]);
    }
    return some;
  }

  /** The first rows, at most so many, each an array. */
  float[][] first(int most) {
    float[][] rows = new float[Math.min(most, count)][columns];
    for (int i = 0; i < rows.length; i++) {
      copyRow(i, rows[i]);
    }
    return rows;
  }

  /** How many rows were observed at the origin. */
  long scored() {
    long n = 0;
    for (int i = 0; i < count; i++) {
      n += observed[i] ? 1 : 0;
    }
    return n;
  }

  /**
   * Mean absolute errors of the rows observed at the origin, km/h: of all, and of those with a
   * congested target (0 without one).
   *
   * @param answers speeds, km/h, in the order of the rows
   */
  Errors errors(double[] answers) {
    double error = 0;
    double congestedError = 0;
    long congested = 0;
    for (int i = 0; i < count; i++) {
      if (!observed[i]) {
        continue;
      }
      double miss = Math.abs(PredictionInterval.clip(answers[i]) - targets[i]);
      error += miss;
      if (targets[i] < TrafficCategory.CONGESTED_BELOW_KMH) {
        congestedError += miss;
        congested++;
      }
    }
    return new Errors(error / scored(), congestedError / Math.max(1, congested));
  }

  /** Mean absolute errors, km/h. */
  record Errors(double all, double congested) {}
}
