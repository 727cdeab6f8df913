package com.trafficprediction.batch.evaluating;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.training.ModelInputs;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.batch.training.TrainedModels;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.parquet.ParquetInput;
import com.trafficprediction.storage.records.FeatureRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Scores one part of the split. Mappers predict, a reducer per quantity and horizon folds the rows
 * in time order, as serving would have met them. The shuffle's key has the quantity and horizon
 * where other jobs have the segment; time and segment follow.
 */
final class ScoreJob {
  static final String PART = "traffic.score.part";
  static final String SPLIT = "traffic.score.split";
  static final String MODELS = "traffic.score.models";
  static final String SELECTION = "traffic.score.selection";

  private static final List<Horizon> HORIZONS = List.of(Horizon.values());
  private static final List<Quantity> QUANTITIES = List.of(Quantity.values());

  private ScoreJob() {}

  /**
   * The job, not submitted.
   *
   * @param rows feature row files
   * @param models directory of the evaluated models
   * @param selection what validation chose; empty when scoring the validation part itself
   */
  static Job createJob(
      Configuration conf,
      RunContext run,
      List<Path> rows,
      Path models,
      ChronologicalSplit split,
      ChronologicalSplit.Part part,
      Optional<Path> selection,
      Path output)
      throws IOException {
    Job job =
        Job.getInstance(
            conf, part == ChronologicalSplit.Part.TEST ? "evaluate, test" : "evaluate, validation");
    job.setJarByClass(ScoreJob.class);
    run.writeTo(job.getConfiguration());
    job.getConfiguration().setEnum(PART, part);
    job.getConfiguration().set(SPLIT, split.toText());
    job.getConfiguration().set(MODELS, models.toString());
    selection.ifPresent(path -> job.getConfiguration().set(SELECTION, path.toString()));
    ParquetInput.configure(job, FeatureRow.class, rows, columns(run.network().capabilities()));
    job.setMapperClass(PredictMapper.class);
    job.setMapOutputValueClass(ScoredRow.class);
    SegmentTimeKey.streamSegments(job);
    job.setReducerClass(SheetReducer.class);
    job.setNumReduceTasks(HORIZONS.size() * QUANTITIES.size());
    job.setOutputFormatClass(TextOutputFormat.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(Text.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  private static Set<String> columns(Capabilities capabilities) {
    Set<String> names = new LinkedHashSet<>();
    names.add(FeatureCatalog.SPEED);
    names.add(FeatureCatalog.SPEED_AGE);
    for (Horizon horizon : HORIZONS) {
      for (Quantity quantity : QUANTITIES) {
        if (quantity == Quantity.SPEED || capabilities.volume()) {
          names.addAll(ModelInputs.of(quantity, horizon, capabilities).features().names());
        }
      }
      names.add(FeatureCatalog.profileMean(horizon));
      names.add(FeatureCatalog.profileStd(horizon));
    }
    return new LinkedHashSet<>(FeatureRecords.fieldsFor(names));
  }

  static String file(Quantity quantity, Horizon horizon) {
    return quantity.key() + "_" + horizon.key() + ".json";
  }

  private static int group(Quantity quantity, Horizon horizon) {
    return QUANTITIES.indexOf(quantity) * HORIZONS.size() + HORIZONS.indexOf(horizon);
  }

  /** The models of one quantity and horizon by name: families in their order, then the live. */
  private static Map<String, PointModel> of(
      Configuration conf, TrainedModels all, Quantity quantity, Horizon horizon)
      throws IOException {
    Map<String, PointModel> models = new LinkedHashMap<>();
    all.models()
        .forEach(
            (name, model) -> {
              if (name.quantity() == quantity && name.horizon() == horizon) {
                models.put(name.family().key(), model);
              }
            });
    if (quantity == Quantity.SPEED) {
      LiveModels.load(conf, horizon).ifPresent(model -> models.put(LiveModels.NAME, model));
    }
    return models;
  }

  private static TrainedModels models(Configuration conf) throws IOException {
    Path directory = new Path(conf.get(MODELS, ""));
    return TrainedModels.load(directory.getFileSystem(conf), directory);
  }

  /** Predicts every row of the part with every model. */
  static final class PredictMapper extends Mapper<Void, FeatureRow, SegmentTimeKey, ScoredRow> {
    private final SegmentTimeKey key = new SegmentTimeKey();
    private final float[] full = new float[FeatureCatalog.features().size()];
    private final List<PredictionBlock> blocks = new ArrayList<>();
    private RunContext run;
    private ChronologicalSplit split;
    private ChronologicalSplit.Part part;

    @Override
    protected void setup(Context context) throws IOException {
      Configuration conf = context.getConfiguration();
      run = RunContext.open(conf);
      split = ChronologicalSplit.parse(conf.get(SPLIT, ""));
      part = conf.getEnum(PART, ChronologicalSplit.Part.TEST);
      TrainedModels all = models(conf);
      for (Quantity quantity : QUANTITIES) {
        for (Horizon horizon : HORIZONS) {
          List<PointModel> models = List.copyOf(of(conf, all, quantity, horizon).values());
          if (!models.isEmpty()) {
            blocks.add(
                new PredictionBlock(quantity, horizon, run.network().capabilities(), models));
          }
        }
      }
    }

    @Override
    protected void map(Void ignored, FeatureRow record, Context context)
        throws IOException, InterruptedException {
      long origin = record.getTimestamp().toEpochMilli();
      if (split.partOf(origin) != part) {
        return;
      }
      FeatureRecords.readFeatures(record, full);
      int segment = run.network().indexOf(record.getSegmentId());
      for (PredictionBlock block : blocks) {
        float observed = block.inputs().target(record);
        if (!Float.isNaN(observed) && block.add(full, observed, origin, segment)) {
          flush(block, context);
        }
      }
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      for (PredictionBlock block : blocks) {
        flush(block, context);
      }
    }

    private void flush(PredictionBlock block, Context context)
        throws IOException, InterruptedException {
      int group = group(block.quantity(), block.horizon());
      block.flush((origin, segment, row) -> context.write(key.set(group, origin, segment), row));
    }
  }

  /** Folds the rows of one quantity and horizon. */
  static final class SheetReducer extends Reducer<SegmentTimeKey, ScoredRow, Text, Text> {
    private RunContext run;

    @Override
    protected void setup(Context context) throws IOException {
      run = RunContext.open(context.getConfiguration());
    }

    @Override
    protected void reduce(SegmentTimeKey key, Iterable<ScoredRow> rows, Context context)
        throws IOException, InterruptedException {
      Configuration conf = context.getConfiguration();
      Quantity quantity = QUANTITIES.get(key.segment() / HORIZONS.size());
      Horizon horizon = HORIZONS.get(key.segment() % HORIZONS.size());
      SheetFold fold = fold(conf, quantity, horizon);
      LocalCalendar calendar = run.network().calendar();
      for (ScoredRow row : rows) {
        long target = horizon.targetStart(key.time());
        fold.add(
            row,
            run.network().segments().get(key.tag()).id(),
            key.time(),
            calendar.localDay(target),
            calendar.slot(target) * Windows.MINUTES / 60);
      }
      Path file = new Path(FileOutputFormat.getWorkOutputPath(context), file(quantity, horizon));
      try (FSDataOutputStream out = file.getFileSystem(conf).create(file, true)) {
        out.write(StoredJson.write(fold.sheet()));
      }
    }

    private static SheetFold fold(Configuration conf, Quantity quantity, Horizon horizon)
        throws IOException {
      List<String> names = List.copyOf(of(conf, models(conf), quantity, horizon).keySet());
      String selection = conf.get(SELECTION);
      if (selection == null) {
        return new SheetFold(quantity, horizon, names, -1, null);
      }
      if (quantity == Quantity.VOLUME) {
        return new SheetFold(quantity, horizon, names, 0, null);
      }
      Selection chosen = read(conf, new Path(selection), Selection.class);
      return new SheetFold(
          quantity,
          horizon,
          names,
          names.indexOf(chosen.family(horizon).key()),
          chosen.calibration(horizon).distribution());
    }
  }

  /** Reads a JSON file. */
  static <T> T read(Configuration conf, Path file, Class<T> type) throws IOException {
    FileSystem files = file.getFileSystem(conf);
    try (FSDataInputStream in = files.open(file)) {
      return StoredJson.read(in.readAllBytes(), type, file.toString());
    }
  }
}
