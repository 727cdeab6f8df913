package com.trafficprediction.core.report;

import com.trafficprediction.core.evaluation.CategorySums;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.report.RunReport.CategoryResult;
import com.trafficprediction.core.report.RunReport.IntervalResult;
import java.util.ArrayList;
import java.util.List;

/** Whether intervals and confidences mean what they say. */
final class TrustSections {
  private static final double TARGET_LOW = 0.885;
  private static final double TARGET_HIGH = 0.915;

  private final RunReport report;
  private final Markup m;

  TrustSections(RunReport report, Markup m) {
    this.report = report;
    this.m = m;
  }

  void intervals() {
    m.open("section", "id", "intervals").leaf("h2", "Do the intervals hold?");
    m.leaf(
        "p",
        "Share of test readings inside their 90 % interval, made in time order as they would have"
            + " been served. The band is the target, 88.5 to 91.5 %; of congested readings at least"
            + " 80 % should lie inside. Lines are 95 % intervals from resampled days.",
        "class",
        "soft");
    if (report.intervals().isEmpty()) {
      m.leaf("p", Words.NOT_MEASURED).close();
      return;
    }
    List<Chart.Range> ranges = new ArrayList<>();
    for (IntervalResult r : report.intervals()) {
      ranges.add(
          new Chart.Range(
              Words.horizon(r.horizon()) + ", all readings",
              r.coverage().value(),
              r.coverage().lower(),
              r.coverage().upper(),
              "model"));
    }
    for (IntervalResult r : report.intervals()) {
      ranges.add(
          new Chart.Range(
              Words.horizon(r.horizon()) + ", congested",
              r.congestedCoverage().value(),
              r.congestedCoverage().lower(),
              r.congestedCoverage().upper(),
              "average solid"));
    }
    m.open("figure");
    Chart.ranges(m, "Coverage of 90 % intervals", ranges, TARGET_LOW, TARGET_HIGH);
    m.close();
    intervalTable().writeFolded(m);
    m.close();
  }

  private Table intervalTable() {
    Table table =
        new Table(
            "90 % intervals on the test split",
            "Horizon",
            "Coverage",
            "95 % interval",
            "Congested",
            "Below",
            "Above",
            "Mean width, km/h",
            "Width congested, km/h",
            "Score, km/h",
            "Not adapting",
            "Rows");
    for (IntervalResult r : report.intervals()) {
      double n = r.served().n();
      table.row(
          Words.horizon(r.horizon()),
          Words.percent(r.coverage().value()),
          Words.percent(r.coverage().lower()) + " to " + Words.percent(r.coverage().upper()),
          Words.percent(r.congestedCoverage().value()),
          Words.percent(r.served().below() / n),
          Words.percent(r.served().above() / n),
          Words.number(r.served().meanWidthKmh(), 1),
          Words.number(r.served().congestedMeanWidthKmh(), 1),
          Words.number(r.served().meanScoreKmh(1 - r.nominal()), 1),
          Words.percent(r.fixed().coverage()),
          Words.count(r.served().n()));
    }
    return table;
  }

  void categories() {
    m.open("section", "id", "categories").leaf("h2", "Categories and confidence");
    m.leaf(
        "p",
        "When a forecast says it is 80 % sure of its category, 80 % of such forecasts should come"
            + " true: points on the dotted diagonal are honest, below it overconfident.",
        "class",
        "soft");
    if (report.categories().isEmpty()) {
      m.leaf("p", Words.NOT_MEASURED).close();
      return;
    }
    m.open("div", "class", "multiples");
    for (CategoryResult r : report.categories()) {
      List<CategorySums.ConfidenceBin> bins = r.model().reliability();
      m.open("figure").leaf("h3", Words.horizon(r.horizon()));
      Chart.diagonal(
          m,
          "Stated confidence against share that came true, "
              + r.horizon().minutes()
              + " minutes ahead",
          bins.stream().mapToDouble(CategorySums.ConfidenceBin::meanConfidence).toArray(),
          bins.stream().mapToDouble(CategorySums.ConfidenceBin::shareCorrect).toArray(),
          "model");
      m.leaf("figcaption", "stated % across, true % up", "class", "soft");
      m.close();
    }
    m.close();
    summary().write(m);
    reliability().writeFolded(m);
    m.close();
  }

  private Table summary() {
    Table table =
        new Table(
            "Categories on the test split",
            "Horizon",
            "Brier score",
            "Skill over persistence",
            "Calibration error",
            "Heavy precision",
            "Heavy recall",
            "Severe precision",
            "Severe recall");
    for (CategoryResult r : report.categories()) {
      CategorySums sums = r.model();
      table.row(
          Words.horizon(r.horizon()),
          Words.number(sums.brier(), 4),
          Words.percent(sums.brierSkillOver(r.persistence())),
          Words.percent(sums.calibrationError()),
          Words.percent(sums.precision(TrafficCategory.HEAVY_TRAFFIC)),
          Words.percent(sums.recall(TrafficCategory.HEAVY_TRAFFIC)),
          Words.percent(sums.precision(TrafficCategory.SEVERE_CONGESTION)),
          Words.percent(sums.recall(TrafficCategory.SEVERE_CONGESTION)));
    }
    return table;
  }

  private Table reliability() {
    Table table =
        new Table("stated confidence", "Horizon", "Mean confidence", "Came true", "Forecasts");
    for (CategoryResult r : report.categories()) {
      for (CategorySums.ConfidenceBin bin : r.model().reliability()) {
        table.row(
            Words.horizon(r.horizon()),
            Words.percent(bin.meanConfidence()),
            Words.percent(bin.shareCorrect()),
            Words.count(bin.n()));
      }
    }
    return table;
  }
}
