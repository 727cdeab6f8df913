package com.trafficprediction.batch.training;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.CodeVersion;
import com.trafficprediction.batch.stage.StageReport;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.model.anchor.AnchoredModel;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.model.tree.TreeEnsemble;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.StagedOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** Trains models and puts their parts together. */
public final class TrainStage {
  /** File with the {@link TrainingReport}, beside the models. */
  public static final String REPORT = "training.json";

  private final Clock clock;

  public TrainStage(Clock clock) {
    this.clock = clock;
  }

  /** Every candidate that the run's data set supports. */
  public static List<ModelName> candidates(RunContext run) {
    return TrainingTask.candidates(run.network().capabilities());
  }

  /**
   * Trains and commits.
   *
   * @param rows output of the features stage
   * @param split where training rows come from; all rows when empty
   * @param target directory to commit
   */
  public void execute(
      Configuration conf,
      RunContext run,
      CommittedOutput rows,
      List<ModelName> models,
      Optional<ChronologicalSplit> split,
      Path target,
      Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException {
    Path work = new Path(run.layout().work(run.run()), target.getName());
    run.files().delete(work, true);
    long all = rows.manifest().findCount("records_out").orElse(1);
    long expected = split.isPresent() ? all * run.plan().trainPercent() / 100 : all;
    StageReport cost =
        stages.run(
            TrainJob.createJob(
                conf, run, rows.files(), models, split, Math.max(1, expected), work));
    try (StagedOutput output = StagedOutput.open(run.files(), target)) {
      TrainingReport report = putTogether(run, work, models, output.directory());
      write(run, new Path(output.directory(), REPORT), StoredJson.write(report));
      output.commit(
          OutputManifest.builder("train", CodeVersion.current(), clock.instant())
              .id(run.plan().run())
              .inputs(List.of(rows.directory().toString()))
              .counts(cost.counted())
              .setting("preset", run.plan().preset())
              .setting("wall_seconds", "%.1f".formatted(cost.wallSeconds()))
              .setting("cpu_seconds", "%.1f".formatted(cost.cpuSeconds()))
              .seed(run.plan().seed())
              .build());
    }
    run.files().delete(work, true);
  }

  private static TrainingReport putTogether(
      RunContext run, Path work, List<ModelName> models, Path target) throws IOException {
    List<TrainingTask> tasks = TrainingTask.of(models, run.plan().preset());
    List<TrainingReport.Entry> entries = new ArrayList<>();
    for (ModelName model : models) {
      List<PointModel> parts = new ArrayList<>();
      List<TrainingReport.Entry> reports = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        if (tasks.get(i).model().equals(model)) {
          byte[] bytes = read(run, new Path(work, "task-%03d.model".formatted(i)));
          parts.add(ModelCodec.read(new ByteArrayInputStream(bytes)));
          Path report = new Path(work, "task-%03d.json".formatted(i));
          reports.add(
              StoredJson.read(read(run, report), TrainingReport.Entry.class, report.toString()));
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ModelCodec.write(merge(model, parts), bytes);
      write(run, new Path(target, model.file()), bytes.toByteArray());
      entries.add(sum(reports, bytes.size()));
    }
    return new TrainingReport(entries);
  }

  /** Averages the parts; they share an anchor. */
  private static PointModel merge(ModelName name, List<PointModel> parts) {
    if (parts.size() == 1 || name.family() == ModelFamily.LINEAR_REGRESSION) {
      return parts.get(0);
    }
    List<TreeEnsemble> changes = new ArrayList<>();
    for (PointModel part : parts) {
      changes.add((TreeEnsemble) ((AnchoredModel) part).change());
    }
    return new AnchoredModel(((AnchoredModel) parts.get(0)).anchor(), TreeEnsemble.merge(changes));
  }

  private static TrainingReport.Entry sum(List<TrainingReport.Entry> parts, long bytes) {
    Map<String, Double> importances = new LinkedHashMap<>();
    long rows = 0;
    double cpu = 0;
    for (TrainingReport.Entry part : parts) {
      rows += part.rows();
      cpu += part.cpuSeconds();
      part.importances()
          .forEach((name, value) -> importances.merge(name, value / parts.size(), Double::sum));
    }
    TrainingReport.Entry first = parts.get(0);
    return new TrainingReport.Entry(
        first.family(),
        first.quantity(),
        first.horizon(),
        parts.size(),
        rows,
        cpu,
        bytes,
        importances);
  }

  private static byte[] read(RunContext run, Path file) throws IOException {
    try (FSDataInputStream in = run.files().open(file)) {
      return in.readAllBytes();
    }
  }

  private static void write(RunContext run, Path file, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = run.files().create(file, false)) {
      out.write(bytes);
    }
  }
}
