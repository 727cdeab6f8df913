package com.trafficprediction.batch.evaluating;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.CodeVersion;
import com.trafficprediction.batch.stage.StageReport;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.core.evaluation.Baseline;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.evaluation.DayBlockBootstrap;
import com.trafficprediction.core.evaluation.ErrorScale;
import com.trafficprediction.core.evaluation.ModelSelection;
import com.trafficprediction.core.evaluation.QualityGate;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.forecast.Calibration;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.IntervalPolicy;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.forecast.ResidualStrata;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.StagedOutput;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * Scores validation, selects and calibrates, scores test, and judges. Commits one directory: {@code
 * selection.json}, {@code verdict.json}, {@code validation/} and {@code test/} with a {@link
 * ScoreSheet} per quantity and horizon.
 */
public final class EvaluateStage {
  private static final String SELECTION = "selection.json";
  private static final String VERDICT = "verdict.json";
  private static final String VALIDATION = "validation";
  private static final String TEST = "test";

  private final Clock clock;

  public EvaluateStage(Clock clock) {
    this.clock = clock;
  }

  /**
   * Evaluates and commits.
   *
   * @param rows output of the features stage
   * @param models directory of the trained candidates
   * @param target directory to commit
   */
  public void execute(
      Configuration conf,
      RunContext run,
      CommittedOutput rows,
      Path models,
      ChronologicalSplit split,
      Path target,
      Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException {
    try (StagedOutput output = StagedOutput.open(run.files(), target)) {
      Path validation = new Path(output.directory(), VALIDATION);
      StageReport first =
          stages.run(
              ScoreJob.createJob(
                  conf,
                  run,
                  rows.files(),
                  models,
                  split,
                  ChronologicalSplit.Part.VALIDATION,
                  Optional.empty(),
                  validation));
      Selection selection = select(sheets(conf, run, validation));
      Path chosen = new Path(output.directory(), SELECTION);
      write(run, chosen, selection);
      Path test = new Path(output.directory(), TEST);
      Job testing =
          ScoreJob.createJob(
              conf,
              run,
              rows.files(),
              models,
              split,
              ChronologicalSplit.Part.TEST,
              Optional.of(chosen),
              test);
      LiveModels live = LiveModels.find(run, split);
      live.writeTo(testing.getConfiguration());
      StageReport second = stages.run(testing);
      QualityGate.Verdict verdict = judge(run, selection, live, sheets(conf, run, test));
      write(run, new Path(output.directory(), VERDICT), verdict);
      output.commit(
          first
              .cost()
              .plus(second.cost())
              .describe(OutputManifest.builder("evaluate", CodeVersion.current(), clock.instant()))
              .id(run.plan().run())
              .inputs(List.of(rows.directory().toString(), models.toString()))
              .setting("split", split.toText())
              .setting("gate", verdict.passed() ? "passed" : "failed")
              .seed(run.plan().seed())
              .build());
    }
  }

  /** What an evaluation found. */
  public static Evaluation load(Configuration conf, RunContext run, Path target)
      throws IOException {
    CommittedOutput output = CommittedOutput.open(run.files(), target);
    return new Evaluation(
        ChronologicalSplit.parse(output.manifest().settings().getOrDefault("split", "")),
        ScoreJob.read(conf, new Path(target, SELECTION), Selection.class),
        ScoreJob.read(conf, new Path(target, VERDICT), QualityGate.Verdict.class),
        sheets(conf, run, new Path(target, VALIDATION)),
        sheets(conf, run, new Path(target, TEST)));
  }

  private static List<ScoreSheet> sheets(Configuration conf, RunContext run, Path directory)
      throws IOException {
    List<ScoreSheet> sheets = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      for (Horizon horizon : Horizon.values()) {
        Path file = new Path(directory, ScoreJob.file(quantity, horizon));
        if (run.files().exists(file)) {
          sheets.add(ScoreJob.read(conf, file, ScoreSheet.class));
        }
      }
    }
    return sheets;
  }

  private static Selection select(List<ScoreSheet> sheets) {
    Map<String, ModelFamily> families = new TreeMap<>();
    Map<String, String> reasons = new TreeMap<>();
    List<Calibration> calibrations = new ArrayList<>();
    for (ScoreSheet sheet : sheets) {
      if (!sheet.quantity().equals(Quantity.SPEED.key())) {
        continue;
      }
      List<ModelSelection.Candidate> candidates = new ArrayList<>();
      for (ModelFamily family : ModelFamily.values()) {
        candidates.add(
            new ModelSelection.Candidate(
                family,
                sheet.slice(family.key(), Slice.OVERALL.key()).metrics(ErrorScale.SPEED_KMH),
                sheet.slice(family.key(), Slice.CONGESTED.key()).metrics(ErrorScale.SPEED_KMH)));
      }
      ModelSelection.Choice choice =
          new ModelSelection(ModelSelection.Measure.MAE).select(candidates);
      String horizon = Integer.toString(sheet.horizon());
      families.put(horizon, choice.family());
      reasons.put(horizon, choice.reason());
      calibrations.add(
          new Calibration(
              sheet.horizon(),
              choice.family().key(),
              ResidualStrata.DEFAULT,
              IntervalPolicy.DEFAULT,
              sheet.residuals().getOrDefault(choice.family().key(), List.of())));
    }
    return new Selection(families, reasons, calibrations);
  }

  private static QualityGate.Verdict judge(
      RunContext run, Selection selection, LiveModels live, List<ScoreSheet> sheets) {
    DayBlockBootstrap bootstrap = new DayBlockBootstrap(new Seeds(run.plan().seed()));
    List<QualityGate.Evidence> evidence = new ArrayList<>();
    for (ScoreSheet sheet : sheets) {
      if (sheet.quantity().equals(Quantity.SPEED.key())) {
        Horizon horizon = Horizon.ofMinutes(sheet.horizon());
        String model = selection.family(horizon).key();
        evidence.add(
            new QualityGate.Evidence(
                horizon,
                model,
                compare(bootstrap, sheet, model, Baseline.PERSISTENCE.key()),
                compare(bootstrap, sheet, model, Baseline.HISTORICAL_AVERAGE.key()),
                live.files().containsKey(horizon)
                    ? new QualityGate.Live.Compared(
                        live.run(), compare(bootstrap, sheet, model, LiveModels.NAME))
                    : live.otherwise()));
      }
    }
    return QualityGate.judge(evidence);
  }

  private static DayBlockBootstrap.Comparison compare(
      DayBlockBootstrap bootstrap, ScoreSheet sheet, String model, String reference) {
    return bootstrap.compare(sheet.days(model), sheet.days(reference), ErrorScale.SPEED_KMH);
  }

  private static void write(RunContext run, Path file, Object json) throws IOException {
    try (FSDataOutputStream out = run.files().create(file, false)) {
      out.write(StoredJson.write(json));
    }
  }
}
