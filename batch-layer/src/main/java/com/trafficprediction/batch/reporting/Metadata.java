package com.trafficprediction.batch.reporting;

import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.evaluation.Metrics;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.report.RunReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The content of {@code metadata.json}: errors of every model and baseline by horizon, the choice,
 * intervals, split, drops, cost and units. A figure that is not defined is left out.
 */
final class Metadata {
  private final RunReport report;

  Metadata(RunReport report) {
    this.report = report;
  }

  Map<String, Object> toMap() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("run", report.run().runId());
    root.put("dataset", report.run().dataset());
    root.put("synthetic", report.run().synthetic());
    root.put("preset", report.run().preset());
    root.put("seed", report.run().seed());
    root.put("code_version", report.run().codeVersion());
    root.put("watermark", instant(report.run().watermarkMillis()));
    root.put("publication", report.publication().name().toLowerCase(Locale.ROOT));
    root.put("units", units());
    root.put("models", models(report.scores()));
    root.put("volume_models", models(report.volumeScores()));
    root.put("selected", selected());
    root.put("mae_to_persistence", ratios());
    root.put("interval", intervals());
    root.put("categories", categories());
    root.put("split", split());
    root.put("gate", gate());
    root.put("dropped", dropped());
    root.put("training_cpu_seconds", trainingCpu());
    root.put("jobs", jobs());
    return root;
  }

  private static Map<String, String> units() {
    Map<String, String> units = new LinkedHashMap<>();
    units.put("speed", "km/h");
    units.put("mae", "km/h; vehicles per hour for volume_models");
    units.put("rmse", "km/h; vehicles per hour for volume_models");
    units.put("mape", "percent");
    units.put("congested", "observed speed at the target below 72.42 km/h (45 mph)");
    units.put("time", "ISO-8601, UTC");
    units.put("horizon", "minutes");
    return units;
  }

  private Map<String, Map<String, Map<String, Object>>> models(List<RunReport.Score> scores) {
    Map<String, Map<String, Map<String, Object>>> models = new LinkedHashMap<>();
    for (RunReport.Score score : scores) {
      Map<String, Object> horizon =
          models
              .computeIfAbsent(score.model(), k -> new LinkedHashMap<>())
              .computeIfAbsent(score.horizon().key(), k -> new LinkedHashMap<>());
      if (score.slice() == Slice.OVERALL) {
        horizon.putAll(metrics(score.metrics()));
      } else {
        horizon.put(score.slice().key(), metrics(score.metrics()));
      }
    }
    return models;
  }

  private static Map<String, Object> metrics(Metrics metrics) {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "mae", metrics.mae());
    put(map, "rmse", metrics.rmse());
    put(map, "mape", metrics.mapePercent());
    put(map, "r2", metrics.r2());
    put(map, "bias", metrics.bias());
    map.put("n", metrics.n());
    return map;
  }

  private Map<String, String> selected() {
    Map<String, String> selected = new LinkedHashMap<>();
    report.selections().forEach(s -> selected.put(s.horizon().key(), s.model()));
    return selected;
  }

  private Map<String, Object> ratios() {
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (RunReport.Selection selection : report.selections()) {
      Horizon horizon = selection.horizon();
      double model =
          report.find(selection.model(), horizon, Slice.OVERALL).orElse(Metrics.NONE).mae();
      double persistence =
          report.find("persistence", horizon, Slice.OVERALL).orElse(Metrics.NONE).mae();
      put(ratios, horizon.key(), model / persistence);
    }
    return ratios;
  }

  private Map<String, Object> intervals() {
    Map<String, Object> n = new LinkedHashMap<>();
    Map<String, Object> coverage = new LinkedHashMap<>();
    Map<String, Object> congested = new LinkedHashMap<>();
    Map<String, Object> fixed = new LinkedHashMap<>();
    Map<String, Object> width = new LinkedHashMap<>();
    Map<String, Object> bounds = new LinkedHashMap<>();
    for (RunReport.IntervalResult result : report.intervals()) {
      String key = result.horizon().key();
      n.put(key, result.served().n());
      put(coverage, key, result.served().coverage());
      put(congested, key, result.served().congestedCoverage());
      put(fixed, key, result.fixed().coverage());
      put(width, key, result.served().meanWidthKmh());
      Map<String, Object> bound = new LinkedHashMap<>();
      put(bound, "lower", result.coverage().lower());
      put(bound, "upper", result.coverage().upper());
      bounds.put(key, bound);
    }
    Map<String, Object> interval = new LinkedHashMap<>();
    interval.put("nominal", 0.9);
    interval.put("n", n);
    interval.put("coverage", coverage);
    interval.put("coverage_day_block_95", bounds);
    interval.put("congested_coverage", congested);
    interval.put("coverage_without_adapting", fixed);
    interval.put("mean_width_kmh", width);
    return interval;
  }

  private Map<String, Object> categories() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (RunReport.CategoryResult result : report.categories()) {
      Map<String, Object> horizon = new LinkedHashMap<>();
      put(horizon, "brier", result.model().brier());
      put(horizon, "brier_skill", result.model().brierSkillOver(result.persistence()));
      put(horizon, "calibration_error", result.model().calibrationError());
      for (TrafficCategory category :
          List.of(TrafficCategory.HEAVY_TRAFFIC, TrafficCategory.SEVERE_CONGESTION)) {
        Map<String, Object> detection = new LinkedHashMap<>();
        put(detection, "precision", result.model().precision(category));
        put(detection, "recall", result.model().recall(category));
        horizon.put(category.key(), detection);
      }
      all.put(result.horizon().key(), horizon);
    }
    return all;
  }

  private List<Map<String, Object>> split() {
    List<Map<String, Object>> blocks = new ArrayList<>();
    for (ChronologicalSplit.Block block : report.split().blocks()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("part", block.part().name().toLowerCase(Locale.ROOT));
      map.put("from", instant(block.fromMillis()));
      map.put("until", instant(block.untilMillis()));
      blocks.add(map);
    }
    return blocks;
  }

  private Map<String, Object> gate() {
    Map<String, Object> gate = new LinkedHashMap<>();
    gate.put("passed", report.verdict().passed());
    gate.put("findings", report.verdict().findings().stream().map(f -> f.sentence()).toList());
    return gate;
  }

  private Map<String, Map<String, Long>> dropped() {
    Map<String, Map<String, Long>> all = new LinkedHashMap<>();
    for (RunReport.Drop drop : report.data().drops()) {
      all.computeIfAbsent(drop.job(), k -> new LinkedHashMap<>()).put(drop.reason(), drop.count());
    }
    return all;
  }

  private Map<String, Object> trainingCpu() {
    Map<String, Map<String, Double>> byFit = new LinkedHashMap<>();
    double total = 0;
    for (RunReport.TrainingCost cost : report.trainingCosts()) {
      byFit
          .computeIfAbsent(cost.fit(), k -> new LinkedHashMap<>())
          .merge(cost.model(), cost.cpuSeconds(), Double::sum);
      total += cost.cpuSeconds();
    }
    Map<String, Object> all = new LinkedHashMap<>(byFit);
    all.put("total", total);
    return all;
  }

  private List<Map<String, Object>> jobs() {
    List<Map<String, Object>> jobs = new ArrayList<>();
    for (RunReport.JobCost cost : report.jobCosts()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("job", cost.job());
      put(map, "wall_seconds", cost.wallSeconds());
      put(map, "cpu_seconds", cost.cpuSeconds());
      put(map, "budget_cpu_seconds", cost.budgetCpuSeconds());
      put(map, "peak_heap_mb", cost.peakHeapMb());
      put(map, "resident_mb", cost.residentMb());
      jobs.add(map);
    }
    return jobs;
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static void put(Map<String, Object> map, String key, double value) {
    if (!Double.isNaN(value)) {
      map.put(key, value);
    }
  }
}
