package com.trafficprediction.batch.training;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.model.ExplainedModel;
import com.trafficprediction.model.TrainingRows;
import com.trafficprediction.model.anchor.AnchoredModel;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.model.linear.LinearModel;
import com.trafficprediction.model.linear.NormalEquations;
import com.trafficprediction.storage.json.StoredJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Trains one part of one model and writes it, with its cost and importances, beside the job's
 * output: {@code task-N.model} and {@code task-N.json}.
 */
final class TrainReducer extends Reducer<SegmentTimeKey, BytesWritable, Text, Text> {
  private RunContext run;
  private String preset;
  private List<TrainingTask> tasks;

  @Override
  protected void setup(Context context) throws IOException {
    run = RunContext.open(context.getConfiguration());
    preset = run.plan().preset();
    tasks = TrainingTask.of(TrainJob.models(context.getConfiguration()), preset);
  }

  @Override
  protected void reduce(SegmentTimeKey key, Iterable<BytesWritable> values, Context context)
      throws IOException, InterruptedException {
    int index = key.segment();
    TrainingTask task = tasks.get(index);
    ModelInputs inputs = TrainJob.inputs(run, task.model());
    long cpu = threadCpuNanos();
    Trained trained =
        task.model().family() == ModelFamily.LINEAR_REGRESSION
            ? linear(values, inputs, TrainingEffort.settings(preset).ridge())
            : trees(values, task, inputs, context);
    double seconds = (threadCpuNanos() - cpu) / 1e9;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelCodec.write(trained.model(), bytes);
    Path directory = FileOutputFormat.getWorkOutputPath(context);
    write(directory, TrainingTask.modelFile(index), bytes.toByteArray(), context);
    TrainingReport.Entry entry =
        new TrainingReport.Entry(
            task.model().family().key(),
            task.model().quantity().key(),
            task.model().horizon().minutes(),
            1,
            trained.rows(),
            seconds,
            bytes.size(),
            trained.importances());
    write(directory, TrainingTask.reportFile(index), StoredJson.write(entry), context);
  }

  /** A model, how many rows it learnt from, and what mattered to it. */
  private record Trained(ExplainedModel model, long rows, Map<String, Double> importances) {}

  private static Trained linear(Iterable<BytesWritable> values, ModelInputs inputs, double ridge) {
    NormalEquations sums = new NormalEquations(inputs.features().size());
    for (BytesWritable value : values) {
      sums.add(NormalEquations.fromBytes(value.copyBytes()));
    }
    LinearModel model = sums.solve(ridge);
    return new Trained(model, sums.count(), Map.of());
  }

  private Trained trees(
      Iterable<BytesWritable> values, TrainingTask task, ModelInputs inputs, Context context) {
    TrainingEffort effort = TrainingEffort.of(preset, task.model());
    TrainingRows rows = new TrainingRows(inputs.features().size(), bound(effort.rows()));
    float[] row = new float[inputs.features().size()];
    double[] target = new double[1];
    for (BytesWritable value : values) {
      TrainJob.decode(value, row, target);
      rows.add(row, target[0]);
    }
    LinearModel anchor = inputs.anchor().bind(inputs.features(), rows);
    long seed = new Seeds(run.plan().seed()).seed("train " + task.model().file(), task.part());
    ExplainedModel change =
        effort.trainer().train(rows.residuals(anchor), seed, share -> context.progress());
    AnchoredModel model = new AnchoredModel(anchor, change);
    return new Trained(model, rows.size(), importances(model, rows, task.parts(), inputs));
  }

  /**
   * Most rows that a sample can have: drawn by a hash, it has the expected number give or take a
   * few percent, or more where the training part has more rows than its share of the time.
   */
  private int bound(int rows) {
    return rows * 110 / Math.max(1, run.plan().trainPercent()) + 1000;
  }

  /** Mean absolute contributions over evenly spaced rows. */
  private static Map<String, Double> importances(
      ExplainedModel model, TrainingRows rows, int parts, ModelInputs inputs) {
    int step = Math.max(1, rows.size() * parts / TrainingEffort.EXPLAINED_ROWS);
    double[] sums = new double[rows.featureCount()];
    float[] row = new float[rows.featureCount()];
    int n = 0;
    for (int i = 0; i < rows.size(); i += step) {
      rows.copyRow(i, row);
      double[] contributions = model.contributions(row);
      for (int j = 0; j < sums.length; j++) {
        sums[j] += Math.abs(contributions[j]);
      }
      n++;
    }
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int j = 0; j < sums.length; j++) {
      byName.put(inputs.features().names().get(j), sums[j] / Math.max(1, n));
    }
    return byName;
  }

  private static void write(Path directory, String name, byte[] bytes, Context context)
      throws IOException {
    Path file = new Path(directory, name);
    try (FSDataOutputStream out =
        file.getFileSystem(context.getConfiguration()).create(file, true)) {
      out.write(bytes);
    }
  }

  private static long threadCpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
