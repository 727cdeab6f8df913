package com.trafficprediction.batch.reporting;

import com.trafficprediction.batch.evaluating.ScoreSheet;
import com.trafficprediction.batch.stage.CodeVersion;
import com.trafficprediction.batch.stage.Cost;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.batch.training.TrainingReport;
import com.trafficprediction.core.evaluation.Baseline;
import com.trafficprediction.core.evaluation.DayBlockBootstrap;
import com.trafficprediction.core.evaluation.ErrorScale;
import com.trafficprediction.core.evaluation.ErrorSums;
import com.trafficprediction.core.evaluation.IntervalSums;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.IntervalPolicy;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.core.report.RunReport;
import com.trafficprediction.storage.layout.OutputManifest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a run's findings into the form that {@code metadata.json} and {@code report.html} share. */
final class ReportBuilder {
  private static final int WORST_SEGMENTS = 20;

  /** A segment with fewer test rows than this is not ranked. */
  private static final long MIN_SEGMENT_ROWS = 200;

  private final RunFindings findings;
  private final long nowMillis;

  ReportBuilder(RunFindings findings, long nowMillis) {
    this.findings = findings;
    this.nowMillis = nowMillis;
  }

  RunReport build() {
    return new RunReport(
        run(),
        findings.evaluation().split(),
        selections(),
        findings.evaluation().verdict(),
        findings.publication(),
        scores(Quantity.SPEED, ErrorScale.SPEED_KMH),
        scores(Quantity.VOLUME, ErrorScale.VOLUME_VPH),
        intervals(),
        categories(),
        hourErrors(),
        dayErrors(),
        worstSegments(),
        new ObservedData(findings).describe(),
        importances(),
        jobCosts(),
        trainingCosts(),
        manifest());
  }

  private RunReport.Run run() {
    var plan = findings.run().plan();
    var network = findings.run().network();
    return new RunReport.Run(
        plan.run(),
        plan.dataset(),
        network.synthetic(),
        network.zone(),
        network.segments().size(),
        plan.preset(),
        plan.seed(),
        CodeVersion.current(),
        plan.shares().toString(),
        findings.run().run().startedAt().toEpochMilli(),
        nowMillis,
        plan.untilMillis());
  }

  private List<RunReport.Selection> selections() {
    var selection = findings.evaluation().selection();
    List<RunReport.Selection> all = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      all.add(
          new RunReport.Selection(
              horizon,
              selection.family(horizon).key(),
              selection.reasons().getOrDefault(horizon.key(), "")));
    }
    return all;
  }

  private List<ScoreSheet> sheets(Quantity quantity) {
    return findings.evaluation().test().stream()
        .filter(sheet -> sheet.quantity().equals(quantity.key()))
        .toList();
  }

  private List<RunReport.Score> scores(Quantity quantity, ErrorScale scale) {
    List<RunReport.Score> scores = new ArrayList<>();
    for (ScoreSheet sheet : sheets(quantity)) {
      for (String model : modelOrder(sheet)) {
        for (Slice slice : Slice.values()) {
          ErrorSums sums = sheet.slice(model, slice.key());
          if (sums.n() > 0) {
            scores.add(
                new RunReport.Score(
                    model, Horizon.ofMinutes(sheet.horizon()), slice, sums.metrics(scale)));
          }
        }
      }
    }
    return scores;
  }

  /** Baselines first, then families from simple to complex. */
  private static List<String> modelOrder(ScoreSheet sheet) {
    List<String> order = new ArrayList<>();
    for (Baseline baseline : Baseline.values()) {
      order.add(baseline.key());
    }
    for (ModelFamily family : ModelFamily.values()) {
      order.add(family.key());
    }
    order.retainAll(sheet.slices().keySet());
    return order;
  }

  private String selected(ScoreSheet sheet) {
    return findings.evaluation().selection().family(Horizon.ofMinutes(sheet.horizon())).key();
  }

  private List<RunReport.IntervalResult> intervals() {
    DayBlockBootstrap bootstrap = new DayBlockBootstrap(new Seeds(findings.run().plan().seed()));
    List<RunReport.IntervalResult> all = new ArrayList<>();
    for (ScoreSheet sheet : sheets(Quantity.SPEED)) {
      all.add(
          new RunReport.IntervalResult(
              Horizon.ofMinutes(sheet.horizon()),
              IntervalPolicy.DEFAULT.coverage(),
              ScoreSheet.total(sheet.intervals()),
              ScoreSheet.total(sheet.fixedIntervals()),
              bootstrap.coverage(sheet.intervals()),
              bootstrap.congestedCoverage(sheet.intervals()),
              sheet.finalAlpha()));
    }
    return all;
  }

  private List<RunReport.CategoryResult> categories() {
    return sheets(Quantity.SPEED).stream()
        .map(
            sheet ->
                new RunReport.CategoryResult(
                    Horizon.ofMinutes(sheet.horizon()),
                    sheet.categorySums(),
                    sheet.persistenceCategorySums()))
        .toList();
  }

  private List<RunReport.HourError> hourErrors() {
    List<RunReport.HourError> all = new ArrayList<>();
    for (ScoreSheet sheet : sheets(Quantity.SPEED)) {
      for (String model : List.of(Baseline.PERSISTENCE.key(), selected(sheet))) {
        sheet
            .byHour()
            .getOrDefault(model, new TreeMap<>())
            .forEach(
                (hour, sums) ->
                    all.add(
                        new RunReport.HourError(
                            model,
                            Horizon.ofMinutes(sheet.horizon()),
                            hour,
                            sums.metrics(ErrorScale.SPEED_KMH))));
      }
    }
    return all;
  }

  private List<RunReport.DayError> dayErrors() {
    List<RunReport.DayError> all = new ArrayList<>();
    for (ScoreSheet sheet : sheets(Quantity.SPEED)) {
      Map<Long, ErrorSums> persistence = sheet.days(Baseline.PERSISTENCE.key());
      sheet
          .days(selected(sheet))
          .forEach(
              (day, sums) ->
                  all.add(
                      new RunReport.DayError(
                          Horizon.ofMinutes(sheet.horizon()),
                          LocalDate.ofEpochDay(day),
                          sums.metrics(ErrorScale.SPEED_KMH),
                          persistence
                              .getOrDefault(day, ErrorSums.EMPTY)
                              .metrics(ErrorScale.SPEED_KMH),
                          sheet.intervals().getOrDefault(day, IntervalSums.EMPTY).coverage())));
    }
    return all;
  }

  private List<RunReport.SegmentError> worstSegments() {
    List<RunReport.SegmentError> all = new ArrayList<>();
    for (ScoreSheet sheet : sheets(Quantity.SPEED)) {
      sheet.bySegment().entrySet().stream()
          .filter(e -> e.getValue().n() >= MIN_SEGMENT_ROWS)
          .map(e -> segmentError(sheet, e.getKey(), e.getValue()))
          .sorted(Comparator.comparingDouble(e -> -e.model().mae()))
          .limit(WORST_SEGMENTS)
          .forEach(all::add);
    }
    return all;
  }

  private RunReport.SegmentError segmentError(ScoreSheet sheet, String id, ErrorSums sums) {
    return new RunReport.SegmentError(
        id,
        findings.run().network().get(id).name(),
        Horizon.ofMinutes(sheet.horizon()),
        sums.metrics(ErrorScale.SPEED_KMH),
        sheet
            .persistenceBySegment()
            .getOrDefault(id, ErrorSums.EMPTY)
            .metrics(ErrorScale.SPEED_KMH));
  }

  private List<RunReport.Importance> importances() {
    List<RunReport.Importance> all = new ArrayList<>();
    for (TrainingReport.Entry entry : findings.training().models()) {
      Horizon horizon = Horizon.ofMinutes(entry.horizon());
      if (entry.quantity().equals(Quantity.SPEED.key())
          && findings.evaluation().selection().family(horizon).key().equals(entry.family())) {
        entry
            .importances()
            .forEach(
                (feature, value) -> all.add(new RunReport.Importance(horizon, feature, value)));
      }
    }
    return all;
  }

  private List<RunReport.JobCost> jobCosts() {
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (OutputManifest manifest : findings.manifests()) {
      Cost.of(manifest).ifPresent(cost -> costs.merge(manifest.producer(), cost, Cost::plus));
    }
    List<RunReport.JobCost> all = new ArrayList<>();
    costs.forEach(
        (job, cost) ->
            all.add(
                new RunReport.JobCost(
                    job,
                    cost.wallSeconds(),
                    cost.cpuSeconds(),
                    CpuBudget.seconds(job),
                    cost.peakHeapMb(),
                    cost.residentMb())));
    return all;
  }

  private List<RunReport.TrainingCost> trainingCosts() {
    List<RunReport.TrainingCost> all = new ArrayList<>();
    addCosts(all, "evaluation", findings.training());
    addCosts(all, "refit", findings.refit());
    return all;
  }

  private static void addCosts(
      List<RunReport.TrainingCost> all, String fit, TrainingReport report) {
    for (TrainingReport.Entry entry : report.models()) {
      String model =
          entry.quantity().equals(Quantity.SPEED.key())
              ? entry.family()
              : entry.family() + " (volume)";
      all.add(
          new RunReport.TrainingCost(
              model, Horizon.ofMinutes(entry.horizon()), fit, entry.rows(), entry.cpuSeconds()));
    }
  }

  private List<RunReport.ManifestEntry> manifest() {
    var plan = findings.run().plan();
    return List.of(
        new RunReport.ManifestEntry("network", findings.run().networkHash()),
        new RunReport.ManifestEntry("neighbours", findings.run().neighbours().method().toString()),
        new RunReport.ManifestEntry("input files", Integer.toString(plan.inputs().size())),
        new RunReport.ManifestEntry(
            "segments observed at least", plan.minObservedPercent() + " %"));
  }
}
