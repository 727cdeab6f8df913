package com.trafficprediction.batch.training;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.stage.Dropped;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.model.linear.NormalEquations;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.storage.parquet.ParquetInput;
import com.trafficprediction.storage.records.FeatureRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Partitioner;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Trains all parts of all models in one pass over the rows. The shuffle's key has the task where
 * other jobs have the segment; time and segment follow, so that a part sees its rows in one order
 * whatever the splits, and equal runs give equal models.
 */
final class TrainJob {
  static final String MODELS = "traffic.train.models";
  static final String SPLIT = "traffic.train.split";
  static final String EXPECTED_ROWS = "traffic.train.rows";

  private TrainJob() {}

  /**
   * The job, not submitted.
   *
   * @param rows feature row files
   * @param models what to train
   * @param split training rows are taken from its training part; all rows when empty
   * @param expectedRows about how many rows there are to learn from
   */
  static Job createJob(
      Configuration conf,
      RunContext run,
      List<Path> rows,
      List<ModelName> models,
      Optional<ChronologicalSplit> split,
      long expectedRows,
      Path output)
      throws IOException {
    Job job = Job.getInstance(conf, split.isPresent() ? "train" : "train, refit");
    job.setJarByClass(TrainJob.class);
    run.writeTo(job.getConfiguration());
    job.getConfiguration()
        .setStrings(MODELS, models.stream().map(TrainJob::text).toArray(String[]::new));
    split.ifPresent(s -> job.getConfiguration().set(SPLIT, s.toText()));
    job.getConfiguration().setLong(EXPECTED_ROWS, expectedRows);
    ParquetInput.configure(job, FeatureRow.class, rows, columns(run, models));
    job.setMapperClass(RowsMapper.class);
    job.setMapOutputValueClass(BytesWritable.class);
    SegmentTimeKey.streamSegments(job);
    job.setPartitionerClass(ByTask.class);
    job.setReducerClass(TrainReducer.class);
    job.setNumReduceTasks(TrainingTask.of(models, run.plan().preset()).size());
    job.setOutputFormatClass(TextOutputFormat.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(Text.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  private static Set<String> columns(RunContext run, List<ModelName> models) {
    Set<String> names = new LinkedHashSet<>();
    for (ModelName model : models) {
      names.addAll(inputs(run, model).features().names());
    }
    return new LinkedHashSet<>(FeatureRecords.fieldsFor(names));
  }

  static ModelInputs inputs(RunContext run, ModelName model) {
    return ModelInputs.of(model.quantity(), model.horizon(), run.network().capabilities());
  }

  private static String text(ModelName model) {
    return model.family() + ":" + model.quantity() + ":" + model.horizon();
  }

  /** The models that a task's configuration names. */
  static List<ModelName> models(Configuration conf) {
    List<ModelName> models = new ArrayList<>();
    for (String text : conf.getStrings(MODELS, new String[0])) {
      String[] parts = text.split(":", 3);
      models.add(
          new ModelName(
              ModelFamily.valueOf(parts[0]),
              Quantity.valueOf(parts[1]),
              Horizon.valueOf(parts[2])));
    }
    return models;
  }

  /** A reducer for each task. */
  static final class ByTask extends Partitioner<SegmentTimeKey, BytesWritable> {
    @Override
    public int getPartition(SegmentTimeKey key, BytesWritable value, int partitions) {
      return key.segment() % partitions;
    }
  }

  /** Samples rows into parts, and folds all of them into the sums of linear regression. */
  static final class RowsMapper extends Mapper<Void, FeatureRow, SegmentTimeKey, BytesWritable> {
    private final SegmentTimeKey key = new SegmentTimeKey();
    private final float[] full = new float[FeatureCatalog.features().size()];
    private final List<TaskFeed> feeds = new ArrayList<>();
    private RunContext run;
    private Optional<ChronologicalSplit> split;

    @Override
    protected void setup(Context context) throws IOException {
      Configuration conf = context.getConfiguration();
      run = RunContext.open(conf);
      split = Optional.ofNullable(conf.get(SPLIT)).map(ChronologicalSplit::parse);
      String preset = run.plan().preset();
      Seeds seeds = new Seeds(run.plan().seed());
      List<TrainingTask> tasks = TrainingTask.of(models(conf), preset);
      for (int i = 0; i < tasks.size(); i++) {
        feeds.add(
            TaskFeed.of(
                i,
                tasks.get(i),
                inputs(run, tasks.get(i).model()),
                preset,
                seeds,
                conf.getLong(EXPECTED_ROWS, 1)));
      }
    }

    @Override
    protected void map(Void ignored, FeatureRow row, Context context)
        throws IOException, InterruptedException {
      long origin = row.getTimestamp().toEpochMilli();
      if (split.isPresent()) {
        ChronologicalSplit.Part part = split.get().partOf(origin);
        if (part == ChronologicalSplit.Part.PURGED) {
          context.getCounter(Dropped.PURGED).increment(1);
        }
        if (part != ChronologicalSplit.Part.TRAIN) {
          return;
        }
      }
      FeatureRecords.readFeatures(row, full);
      int segment = run.network().indexOf(row.getSegmentId());
      for (TaskFeed feed : feeds) {
        BytesWritable sampled = feed.accept(row, full, origin);
        if (sampled != null) {
          context.write(key.set(feed.task(), origin, segment), sampled);
        }
      }
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      int mapper = context.getTaskAttemptID().getTaskID().getId();
      for (TaskFeed feed : feeds) {
        Optional<NormalEquations> sums = feed.sums();
        if (sums.isPresent()) {
          // In the order of the mappers, so that rounding is the same in every run.
          context.write(key.set(feed.task(), mapper, 0), new BytesWritable(sums.get().toBytes()));
        }
      }
    }
  }

  /** A row in the shuffle: its features, then its target. */
  static void decode(BytesWritable bytes, float[] row, double[] target) {
    ByteBuffer in = ByteBuffer.wrap(bytes.getBytes(), 0, bytes.getLength());
    for (int i = 0; i < row.length; i++) {
      row[i] = in.getFloat();
    }
    target[0] = in.getFloat();
  }
}
