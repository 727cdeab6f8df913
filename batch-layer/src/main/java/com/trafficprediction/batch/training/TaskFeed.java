package com.trafficprediction.batch.training;

import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.model.linear.NormalEquations;
import com.trafficprediction.schemas.FeatureRow;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hadoop.io.BytesWritable;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one training task from one mapper: rows of its sample, or sums over all rows. Not
 * thread-safe.
 */
final class TaskFeed {
  private final int task;
  private final TrainingTask what;
  private final ModelInputs inputs;
  private final Seeds seeds;
  private final double from;
  private final double to;
  private final float[] row;
  private final ByteBuffer encoded;
  private final BytesWritable value = new BytesWritable();
  private final @Nullable NormalEquations sums;

  private TaskFeed(
      int task, TrainingTask what, ModelInputs inputs, Seeds seeds, double from, double to) {
    this.task = task;
    this.what = what;
    this.inputs = inputs;
    this.seeds = seeds;
    this.from = from;
    this.to = to;
    this.row = new float[inputs.features().size()];
    this.encoded = ByteBuffer.allocate(Float.BYTES * (row.length + 1));
    this.sums =
        what.model().family() == ModelFamily.LINEAR_REGRESSION
            ? new NormalEquations(row.length)
            : null;
  }

  /**
   * The feed of a task. Parts of one model take disjoint slices of the unit interval, into which
   * every row falls by a hash of segment and time.
   */
  static TaskFeed of(
      int index,
      TrainingTask task,
      ModelInputs inputs,
      String preset,
      Seeds seeds,
      long expectedRows) {
    double share = 1;
    if (task.model().family() != ModelFamily.LINEAR_REGRESSION) {
      double wanted = (double) TrainingEffort.of(preset, task.model()).rows() / expectedRows;
      share = Math.min(1.0 / task.parts(), wanted);
    }
    return new TaskFeed(index, task, inputs, seeds, task.part() * share, (task.part() + 1) * share);
  }

  /** Number of the task. */
  int task() {
    return task;
  }

  /** The row as the task wants it; null when it is not in the sample, or was folded into sums. */
  @Nullable BytesWritable accept(FeatureRow record, float[] full, long origin) {
    float target = inputs.target(record);
    if (Float.isNaN(target)) {
      return null;
    }
    if (sums != null) {
      inputs.projection().project(full, row);
      sums.add(row, target);
      return null;
    }
    // One draw per family: the parts of a model are disjoint, its horizons share rows.
    double at = seeds.uniform("train " + what.model().family(), record.getSegmentId(), origin);
    if (at < from || at >= to) {
      return null;
    }
    inputs.projection().project(full, row);
    encoded.clear();
    for (float feature : row) {
      encoded.putFloat(feature);
    }
    encoded.putFloat(target);
    value.set(encoded.array(), 0, encoded.position());
    return value;
  }

  /** The sums over all rows, for a task that wants them. */
  Optional<NormalEquations> sums() {
    return sums == null || sums.count() == 0 ? Optional.empty() : Optional.of(sums);
  }
}
