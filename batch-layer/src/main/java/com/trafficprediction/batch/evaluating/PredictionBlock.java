package com.trafficprediction.batch.evaluating;

import com.trafficprediction.batch.training.ModelInputs;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.core.network.Capabilities;
import java.io.IOException;
import java.util.List;

/**
 * Collects rows of one quantity and horizon and predicts them together, model by model: the models
 * are larger than a processor's cache, so that row by row each prediction would wait for memory.
 * Not thread-safe.
 */
final class PredictionBlock {
  private static final int ROWS = 512;

  private final Quantity quantity;
  private final Horizon horizon;
  private final ModelInputs inputs;
  private final List<PointModel> models;
  private final int last;
  private final int usual;
  private final int spread;
  private final float[][] rows;
  private final ScoredRow[] scored = new ScoredRow[ROWS];
  private final long[] origins = new long[ROWS];
  private final int[] segments = new int[ROWS];
  private final double[] answers = new double[ROWS];
  private int count;

  /** Receives predicted rows. */
  interface Sink {
    void accept(long origin, int segment, ScoredRow row) throws IOException, InterruptedException;
  }

  PredictionBlock(
      Quantity quantity, Horizon horizon, Capabilities capabilities, List<PointModel> models) {
    this.quantity = quantity;
    this.horizon = horizon;
    this.inputs = ModelInputs.of(quantity, horizon, capabilities);
    this.models = List.copyOf(models);
    this.rows = new float[ROWS][inputs.features().size()];
    for (int i = 0; i < ROWS; i++) {
      scored[i] = new ScoredRow();
    }
    boolean speed = quantity == Quantity.SPEED;
    this.last = FeatureCatalog.indexOf(speed ? FeatureCatalog.SPEED : FeatureCatalog.VOLUME);
    this.usual =
        FeatureCatalog.indexOf(
            speed ? FeatureCatalog.profileMean(horizon) : FeatureCatalog.volumeProfile(horizon));
    this.spread = speed ? FeatureCatalog.indexOf(FeatureCatalog.profileStd(horizon)) : -1;
  }

  Quantity quantity() {
    return quantity;
  }

  Horizon horizon() {
    return horizon;
  }

  ModelInputs inputs() {
    return inputs;
  }

  /** Adds a row of all features; true when the block is full and must be flushed. */
  boolean add(float[] full, float observed, long origin, int segment) {
    inputs.projection().project(full, rows[count]);
    scored[count].set(
        observed,
        full[last],
        (int) full[FeatureCatalog.indexOf(FeatureCatalog.SPEED_AGE)],
        full[usual],
        spread < 0 ? Float.NaN : full[spread],
        new double[models.size()]);
    origins[count] = origin;
    segments[count] = segment;
    count++;
    return count == ROWS;
  }

  /** Predicts what was added and hands it on, in the order in which it came. */
  void flush(Sink sink) throws IOException, InterruptedException {
    for (int m = 0; m < models.size(); m++) {
      models.get(m).predictAll(rows, count, answers);
      for (int i = 0; i < count; i++) {
        scored[i].setPrediction(m, answers[i]);
      }
    }
    for (int i = 0; i < count; i++) {
      sink.accept(origins[i], segments[i], scored[i]);
    }
    count = 0;
  }
}
