package com.trafficprediction.core.report;

import com.trafficprediction.core.evaluation.Baseline;
import com.trafficprediction.core.evaluation.ChronologicalSplit.Block;
import com.trafficprediction.core.evaluation.Metrics;
import com.trafficprediction.core.evaluation.QualityGate.Finding;
import com.trafficprediction.core.evaluation.QualityGate.Outcome;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.report.RunReport.DayObserved;
import com.trafficprediction.core.report.RunReport.JobCost;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What ran, on what data, at what cost, and with what verdict. */
final class RunSections {
  private final RunReport report;
  private final Markup m;
  private final ZoneId zone;

  RunSections(RunReport report, Markup m) {
    this.report = report;
    this.m = m;
    this.zone = report.run().zone();
  }

  void head() {
    RunReport.Run run = report.run();
    m.open("header").leaf("h1", "Forecast report: " + run.dataset());
    m.leaf(
        "p",
        Words.count(run.segments())
            + " segments, "
            + Words.date(report.split().fromMillis(), zone)
            + " to "
            + Words.date(run.watermarkMillis() - 1, zone)
            + " · run "
            + run.runId()
            + " · finished "
            + Words.dateTime(run.finishedMillis(), zone),
        "class",
        "soft");
    if (run.synthetic()) {
      m.leaf(
          "p",
          "Synthetic data: these readings come from a traffic model, not from a road.",
          "class",
          "notice");
    }
    verdict();
    tiles();
    navigation();
    m.close();
  }

  private void verdict() {
    boolean passed = report.verdict().passed();
    m.open("div", "class", passed ? "verdict" : "verdict no");
    m.leaf("strong", report.publication().words() + ". " + verdictSentence());
    congestionSentence().ifPresent(sentence -> m.leaf("span", sentence));
    if (!passed) {
      m.leaf(
          "span",
          Words.count(report.verdict().failures().size())
              + " of "
              + Words.count(report.verdict().findings().size())
              + " checks failed; each is listed below.",
          "class",
          "soft");
    }
    m.close();
  }

  private String verdictSentence() {
    boolean beatsAll =
        report.verdict().findings().stream()
            .filter(f -> !f.against().equals("live") && !f.against().equals("rows"))
            .allMatch(f -> f.outcome() == Outcome.PASS);
    if (beatsAll) {
      return report.verdict().passed()
          ? "The forecasts beat both baselines at every horizon."
          : "The forecasts beat both baselines, but a check against the live model or the number of"
              + " rows failed.";
    }
    return "The forecasts do not beat both baselines at every horizon.";
  }

  /** Said beside the verdict, since it is congestion that forecasts are asked about. */
  private Optional<String> congestionSentence() {
    List<String> behind = new ArrayList<>();
    for (Horizon horizon : report.horizons()) {
      if (congestedRatio(horizon) > 1) {
        behind.add(Words.horizon(horizon));
      }
    }
    return behind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "On readings observed below 45 mph persistence still has the smaller error ("
                + String.join(", ", behind)
                + "): see where it is hard.");
  }

  private double congestedRatio(Horizon horizon) {
    String model = report.selection(horizon).map(RunReport.Selection::model).orElse("");
    return mae(model, horizon, Slice.CONGESTED)
        / mae(Baseline.PERSISTENCE.key(), horizon, Slice.CONGESTED);
  }

  private void tiles() {
    m.open("ul", "class", "tiles");
    for (Horizon horizon : report.horizons()) {
      String model = report.selection(horizon).map(RunReport.Selection::model).orElse("");
      double mae = mae(model, horizon, Slice.OVERALL);
      m.open("li").leaf("span", Words.horizon(horizon) + " ahead");
      m.open("b").text(Words.number(mae, 2) + " ").leaf("small", "km/h").close();
      m.leaf("span", "mean error, " + Words.mph(mae) + " mph");
      m.leaf(
          "span",
          Words.number(mae / mae(Baseline.PERSISTENCE.key(), horizon, Slice.OVERALL), 2)
              + " × persistence, "
              + Words.number(congestedRatio(horizon), 2)
              + " in congestion");
      m.leaf(
          "span",
          Words.number(mae / mae(Baseline.HISTORICAL_AVERAGE.key(), horizon, Slice.OVERALL), 2)
              + " × historical average");
      report.intervals().stream()
          .filter(r -> r.horizon() == horizon)
          .forEach(
              r -> m.leaf("span", "90 % intervals hold " + Words.percent(r.coverage().value())));
      m.leaf("span", Words.model(model)).close();
    }
    m.close();
  }

  private double mae(String model, Horizon horizon, Slice slice) {
    return report.find(model, horizon, slice).map(Metrics::mae).orElse(Double.NaN);
  }

  private void navigation() {
    String[][] links = {
      {"accuracy", "Accuracy"},
      {"hard", "Hard cases"},
      {"hours", "Hours"},
      {"intervals", "Intervals"},
      {"categories", "Confidence"},
      {"residuals", "Residuals"},
      {"segments", "Segments"},
      {"data", "Data"},
      {"features", "Features"},
      {"checks", "Checks"},
      {"cost", "Cost"},
      {"manifest", "Manifest"}
    };
    m.open("nav", "aria-label", "Sections").open("ul");
    for (String[] link : links) {
      m.open("li").leaf("a", link[1], "href", "#" + link[0]).close();
    }
    m.close().close();
  }

  void data() {
    RunReport.DataQuality data = report.data();
    m.open("section", "id", "data").leaf("h2", "Data");
    m.leaf("p", dataSentence(data), "class", "soft");
    splitStrip();
    observedStrip(data);
    Table gaps = new Table("Silent stretches", "From", "Until", "Length", "Segments silent");
    for (RunReport.Gap gap : data.gaps()) {
      gaps.row(
          Words.dateTime(gap.fromMillis(), zone),
          Words.dateTime(gap.untilMillis(), zone),
          Words.hours(gap.untilMillis() - gap.fromMillis()),
          Words.count(gap.segmentsSilent()) + " of " + Words.count(report.run().segments()));
    }
    if (!gaps.isEmpty()) {
      gaps.write(m);
    }
    Table drops = new Table("Records dropped, by reason", "Job", "Reason", "Records");
    data.drops().forEach(d -> drops.row(d.job(), d.reason(), Words.count(d.count())));
    if (drops.isEmpty()) {
      m.leaf("p", "No record was dropped.");
    } else {
      drops.write(m);
    }
    m.close();
  }

  private static String dataSentence(RunReport.DataQuality data) {
    double expected = data.expectedWindows();
    return Words.percent(data.observedWindows() / expected)
        + " of "
        + Words.count(data.expectedWindows())
        + " five-minute windows were observed; "
        + Words.percent(data.imputedWindows() / expected)
        + " were imputed by the source and are never trained on or scored.";
  }

  private void splitStrip() {
    double from = report.split().fromMillis();
    double length = report.split().untilMillis() - from;
    List<Chart.Stretch> stretches = new ArrayList<>();
    Table table = new Table("split " + report.run().shares(), "Part", "From", "Until", "Length");
    for (Block block : report.split().blocks()) {
      String part = block.part().name().toLowerCase(Locale.ROOT);
      String word = part + ", " + Words.dateTime(block.fromMillis(), zone);
      stretches.add(
          new Chart.Stretch(
              (block.fromMillis() - from) / length,
              (block.untilMillis() - from) / length,
              part,
              word));
      table.row(
          part,
          Words.dateTime(block.fromMillis(), zone),
          Words.dateTime(block.untilMillis(), zone),
          Words.hours(block.untilMillis() - block.fromMillis()));
    }
    m.leaf("h3", "How the period was split");
    swatches("train", "train", "validation", "validation", "test", "test");
    m.open("figure");
    Chart.strip(
        m,
        "Split into training, validation and test",
        stretches,
        Words.date(report.split().fromMillis(), zone),
        Words.date(report.split().untilMillis() - 1, zone));
    m.close();
    table.writeFolded(m);
  }

  private void observedStrip(RunReport.DataQuality data) {
    List<DayObserved> days = data.days();
    if (days.isEmpty()) {
      return;
    }
    List<Chart.Stretch> stretches = new ArrayList<>();
    Table table = new Table("observed by local date", "Date", "Observed", "Imputed");
    double n = days.size();
    for (int i = 0; i < days.size(); i++) {
      DayObserved day = days.get(i);
      String style =
          day.observedShare() >= 0.8 ? "seen" : day.observedShare() >= 0.5 ? "part" : "miss";
      String word = day.date() + ": " + Words.percent(day.observedShare()) + " observed";
      stretches.add(new Chart.Stretch(i / n, (i + 1) / n, style, word));
      table.row(
          day.date().toString(),
          Words.percent(day.observedShare()),
          Words.percent(day.imputedShare()));
    }
    m.leaf("h3", "How much was observed, day by day");
    swatches("seen", "at least 80 % observed", "part", "50 to 80 %", "miss", "less than half");
    m.open("figure");
    Chart.strip(
        m,
        "Share of windows observed by day",
        stretches,
        Words.date(days.get(0).date()),
        Words.date(days.get(days.size() - 1).date()));
    m.close();
    table.writeFolded(m);
  }

  private void swatches(String... stylesAndWords) {
    m.open("ul", "class", "legend");
    for (int i = 0; i < stylesAndWords.length; i += 2) {
      m.open("li").leaf("i", "", "class", stylesAndWords[i]);
      m.leaf("span", stylesAndWords[i + 1]).close();
    }
    m.close();
  }

  void checks() {
    m.open("section", "id", "checks").leaf("h2", "Checks before publishing");
    m.open("ul", "class", "checks");
    for (Finding finding : report.verdict().findings()) {
      String style =
          switch (finding.outcome()) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case NOT_COMPARABLE -> "open";
          };
      String tag =
          switch (finding.outcome()) {
            case PASS -> "✓ pass";
            case FAIL -> "✗ fail";
            case NOT_COMPARABLE -> "· n/a";
          };
      m.open("li", "class", style).leaf("span", tag, "class", "tag");
      m.leaf("span", Words.model(finding.sentence())).close();
    }
    m.close().close();
  }

  void cost() {
    m.open("section", "id", "cost").leaf("h2", "What it cost");
    if (report.jobCosts().isEmpty()) {
      m.leaf("p", Words.NOT_MEASURED).close();
      return;
    }
    double wall = report.jobCosts().stream().mapToDouble(JobCost::wallSeconds).sum();
    double cpu = report.jobCosts().stream().mapToDouble(JobCost::cpuSeconds).sum();
    m.leaf(
        "p",
        Words.seconds(wall) + " of wall time, " + Words.seconds(cpu) + " of cpu.",
        "class",
        "soft");
    m.open("figure").leaf("figcaption", "Cpu by job");
    List<Chart.Bar> bars =
        report.jobCosts().stream()
            .map(
                c -> new Chart.Bar(c.job(), c.cpuSeconds(), Words.seconds(c.cpuSeconds()), "model"))
            .toList();
    Chart.bars(m, "Cpu by job", bars, 90, Chart.WIDE);
    m.close();
    Table jobs =
        new Table(
            "jobs", "Job", "Wall", "Cpu", "Cpu budget", "Peak heap, MB", "Process by then, MB");
    for (JobCost c : report.jobCosts()) {
      jobs.row(
          c.job(),
          Words.seconds(c.wallSeconds()),
          Words.seconds(c.cpuSeconds()),
          Words.seconds(c.budgetCpuSeconds()),
          Words.number(c.peakHeapMb(), 0),
          Words.number(c.residentMb(), 0));
    }
    jobs.writeFolded(m);
    Table training = new Table("Training", "Model", "Horizon", "Fit", "Rows", "Cpu");
    for (RunReport.TrainingCost c : report.trainingCosts()) {
      training.row(
          Words.model(c.model()),
          Words.horizon(c.horizon()),
          c.fit(),
          Words.count(c.rows()),
          Words.seconds(c.cpuSeconds()));
    }
    training.write(m);
    m.close();
  }

  void manifest() {
    RunReport.Run run = report.run();
    m.open("section", "id", "manifest").leaf("h2", "Manifest");
    Table table = new Table("What made this run", "Name", "Value");
    table.row("run", run.runId());
    table.row("data set", run.dataset() + (run.synthetic() ? " (synthetic)" : ""));
    table.row("code version", run.codeVersion());
    table.row("preset", run.preset());
    table.row("seed", Long.toString(run.seed()));
    table.row("watermark", Words.dateTime(run.watermarkMillis(), zone) + ", " + zone);
    table.row("started", Words.dateTime(run.startedMillis(), zone));
    table.row("finished", Words.dateTime(run.finishedMillis(), zone));
    report.manifest().forEach(entry -> table.row(entry.name(), entry.value()));
    table.write(m);
    m.close();
  }
}
