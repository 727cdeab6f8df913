package com.trafficprediction.batch.training;

import com.trafficprediction.batch.command.JobException;
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
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/**
 * Trains models in one job and puts their parts together. Each family is committed to a directory
 * of its own, so that families may also be trained side by side, by jobs that know nothing of each
 * other; the models are the same either way.
 */
public final class TrainStage {
  private static final String REPORT = "training.json";

  private final String producer;
  private final Clock clock;

  /**
   * @param producer name of the stage, for manifests
   */
  public TrainStage(String producer, Clock clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /** Every candidate that the run's data set supports. */
  public static List<ModelName> candidates(RunContext run) {
    return TrainingTask.candidates(run.network().capabilities());
  }

  /** True when every family of these models is committed. */
  public static boolean isDone(RunContext run, List<ModelName> models, Path target)
      throws IOException {
    return missing(run, models, target).isEmpty();
  }

  /** Rows that the most demanding of these models learns from: all there are, or its samples. */
  public static long rowsWanted(RunContext run, List<ModelName> models) {
    return models.stream()
        .mapToLong(model -> TrainingEffort.rowsWanted(run.plan().preset(), model))
        .max()
        .orElse(0);
  }

  /** What the trainings under a directory did. */
  public static TrainingReport report(RunContext run, Path target) throws IOException {
    List<TrainingReport.Entry> entries = new ArrayList<>();
    for (ModelFamily family : ModelFamily.values()) {
      Path file = new Path(new Path(target, family.key()), REPORT);
      if (run.files().exists(file)) {
        entries.addAll(
            StoredJson.read(read(run, file), TrainingReport.class, file.toString()).models());
      }
    }
    return new TrainingReport(entries);
  }

  /** Manifests of the trainings under a directory. */
  public static List<OutputManifest> manifests(RunContext run, Path target) throws IOException {
    List<OutputManifest> manifests = new ArrayList<>();
    for (ModelFamily family : ModelFamily.values()) {
      Path directory = new Path(target, family.key());
      if (CommittedOutput.isCommitted(run.files(), directory)) {
        manifests.add(CommittedOutput.open(run.files(), directory).manifest());
      }
    }
    return manifests;
  }

  /** The models of families that are not committed yet. */
  private static List<ModelName> missing(RunContext run, List<ModelName> models, Path target)
      throws IOException {
    List<ModelName> missing = new ArrayList<>();
    for (ModelName model : models) {
      if (!CommittedOutput.isCommitted(run.files(), new Path(target, model.family().key()))) {
        missing.add(model);
      }
    }
    return missing;
  }

  /**
   * Trains what is missing and commits it.
   *
   * @param rows output of the features stage
   * @param split where training rows come from; all rows when empty
   * @param target directory with one directory per family
   */
  public void execute(
      Configuration conf,
      RunContext run,
      CommittedOutput rows,
      List<ModelName> wanted,
      Optional<ChronologicalSplit> split,
      Path target,
      Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException {
    List<ModelName> models = missing(run, wanted, target);
    SortedSet<ModelFamily> families = new TreeSet<>();
    models.forEach(model -> families.add(model.family()));
    Path work = work(run, families);
    run.files().delete(work, true);
    long all = rows.manifest().findCount("records_out").orElse(1);
    long expected = split.isPresent() ? all * run.plan().trainPercent() / 100 : all;
    StageReport job =
        stages.run(
            TrainJob.createJob(
                conf, run, rows.files(), models, split, Math.max(1, expected), work));
    // A task's files are numbered by its place among all that were trained together.
    List<TrainingTask> tasks = TrainingTask.of(models, run.plan().preset());
    for (ModelFamily family : families) {
      commit(run, rows, work, tasks, family, new Path(target, family.key()), job);
    }
    run.files().delete(work, true);
  }

  private Path work(RunContext run, SortedSet<ModelFamily> families) {
    List<String> keys = families.stream().map(ModelFamily::key).toList();
    return new Path(run.layout().work(run.run()), producer + "-" + String.join("-", keys));
  }

  private void commit(
      RunContext run,
      CommittedOutput rows,
      Path work,
      List<TrainingTask> tasks,
      ModelFamily family,
      Path target,
      StageReport job)
      throws IOException {
    double share = 1.0 * partsOf(tasks, family) / tasks.size();
    try (StagedOutput output = StagedOutput.open(run.files(), target)) {
      TrainingReport report = putTogether(run, work, tasks, family, output.directory());
      write(run, new Path(output.directory(), REPORT), StoredJson.write(report));
      output.commit(
          job.cost()
              .times(share)
              .describe(OutputManifest.builder(producer, CodeVersion.current(), clock.instant()))
              .id(run.plan().run())
              .inputs(List.of(rows.directory().toString()))
              .counts(job.counted())
              .setting("family", family.key())
              .setting("preset", run.plan().preset())
              .seed(run.plan().seed())
              .build());
    }
  }

  /** Families that one job trained share its cost by their number of tasks. */
  private static long partsOf(List<TrainingTask> tasks, ModelFamily family) {
    return tasks.stream().filter(task -> task.model().family() == family).count();
  }

  private static TrainingReport putTogether(
      RunContext run, Path work, List<TrainingTask> tasks, ModelFamily family, Path target)
      throws IOException {
    List<ModelName> models =
        tasks.stream()
            .map(TrainingTask::model)
            .filter(model -> model.family() == family)
            .distinct()
            .toList();
    List<TrainingReport.Entry> entries = new ArrayList<>();
    for (ModelName model : models) {
      List<PointModel> parts = new ArrayList<>();
      List<TrainingReport.Entry> reports = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        if (tasks.get(i).model().equals(model)) {
          requireRows(run, work, i, model);
          byte[] bytes = read(run, new Path(work, TrainingTask.modelFile(i)));
          parts.add(ModelCodec.read(new ByteArrayInputStream(bytes)));
          Path report = new Path(work, TrainingTask.reportFile(i));
          reports.add(
              StoredJson.read(read(run, report), TrainingReport.Entry.class, report.toString()));
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ModelCodec.write(merge(model, parts), bytes);
      write(run, new Path(target, model.fileName()), bytes.toByteArray());
      entries.add(sum(reports, bytes.size()));
    }
    return new TrainingReport(entries);
  }

  /** A task that got no rows leaves no model. */
  private static void requireRows(RunContext run, Path work, int task, ModelName model)
      throws IOException {
    if (!run.files().exists(new Path(work, TrainingTask.modelFile(task)))) {
      throw JobException.failure(
          "there are no rows to train "
              + model.file()
              + " with: the training part of the data has none with an observed "
              + model.quantity().key()
              + " at the target. Use more data, or a lower --min-observed");
    }
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
