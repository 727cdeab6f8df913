package com.trafficprediction.core.report;

import com.trafficprediction.core.evaluation.Baseline;
import com.trafficprediction.core.evaluation.Metrics;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.report.RunReport.DayError;
import com.trafficprediction.core.report.RunReport.Importance;
import com.trafficprediction.core.report.RunReport.SegmentError;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How large errors are, by model, slice, hour, day and segment, and what forecasts rest on. */
final class AccuracySections {
  private static final int TOP_FEATURES = 12;

  /** The bias axis reaches at least this far, in km/h, so that trifles look like trifles. */
  private static final double LEAST_BIAS_SHOWN = 1;

  private final RunReport report;
  private final Markup m;

  AccuracySections(RunReport report, Markup m) {
    this.report = report;
    this.m = m;
  }

  void models() {
    m.open("section", "id", "accuracy").leaf("h2", "Accuracy");
    m.leaf(
        "p",
        "Errors on the test split: observed readings that no model, profile or setting has seen."
            + " The selected model was chosen on validation rows alone.",
        "class",
        "soft");
    m.open("div", "class", "multiples");
    for (Horizon horizon : report.horizons()) {
      m.open("figure").leaf("h3", Words.horizon(horizon) + ", MAE in km/h");
      Chart.bars(
          m,
          "Mean absolute error by model, " + horizon.minutes() + " minutes ahead",
          modelBars(horizon),
          148,
          Chart.THIRD);
      m.close();
    }
    m.close();
    m.open("ul", "class", "reasons");
    for (RunReport.Selection selection : report.selections()) {
      String model = Words.model(selection.model());
      String reason = Words.model(selection.reason());
      m.leaf("li", Words.horizon(selection.horizon()) + ": " + model + ", " + reason + ".");
    }
    m.close();
    allFigures("speed errors in km/h, all models, test split", report.scores(), Slice.OVERALL, 3)
        .writeFolded(m);
    m.close();
  }

  private List<Chart.Bar> modelBars(Horizon horizon) {
    String selected = selected(horizon);
    List<Chart.Bar> bars = new ArrayList<>();
    for (String model : report.models()) {
      report
          .find(model, horizon, Slice.OVERALL)
          .ifPresent(
              metrics ->
                  bars.add(
                      new Chart.Bar(
                          Words.model(model),
                          metrics.mae(),
                          Words.number(metrics.mae(), 2),
                          style(model, selected))));
    }
    return bars;
  }

  private static String style(String model, String selected) {
    if (model.equals(selected)) {
      return "model";
    }
    if (model.equals(Baseline.PERSISTENCE.key())) {
      return "persistence";
    }
    return model.equals(Baseline.HISTORICAL_AVERAGE.key()) ? "average" : "other";
  }

  private Table allFigures(
      String caption, List<RunReport.Score> scores, Slice slice, int decimals) {
    Table table =
        new Table(caption, "Model", "Horizon", "MAE", "RMSE", "MAPE", "R²", "Bias", "Rows");
    for (Horizon horizon : Horizon.values()) {
      for (RunReport.Score score : scores) {
        if (score.horizon() == horizon && score.slice() == slice) {
          Metrics x = score.metrics();
          String[] cells = {
            Words.model(score.model()),
            Words.horizon(horizon),
            Words.number(x.mae(), decimals),
            Words.number(x.rmse(), decimals),
            Words.percent(x.mapePercent() / 100),
            Words.number(x.r2(), 3),
            Words.signed(x.bias(), 2),
            Words.count(x.n())
          };
          if (decimals > 0 && score.model().equals(selected(horizon))) {
            table.strongRow(cells);
          } else {
            table.row(cells);
          }
        }
      }
    }
    return table;
  }

  private String selected(Horizon horizon) {
    return report.selection(horizon).map(RunReport.Selection::model).orElse("");
  }

  void slices() {
    m.open("section", "id", "hard").leaf("h2", "Where it is hard");
    m.leaf(
        "p",
        "Congested: observed below 45 mph at the target. Onset and clearing: the state changed after"
            + " the forecast was made. Outage: the segment's newest reading was missing. MAE in"
            + " km/h.",
        "class",
        "soft");
    Table table =
        new Table(
            "Selected model beside the baselines",
            "Rows",
            "Horizon",
            "Selected",
            "Persistence",
            "Historical average",
            "× persistence",
            "Count");
    for (Slice slice : Slice.values()) {
      for (Horizon horizon : report.horizons()) {
        report
            .find(selected(horizon), horizon, slice)
            .filter(metrics -> metrics.n() > 0)
            .ifPresent(metrics -> sliceRow(table, slice, horizon, metrics));
      }
    }
    table.write(m);
    Table congested =
        allFigures("congested rows, all models, km/h", report.scores(), Slice.CONGESTED, 3);
    if (!congested.isEmpty()) {
      congested.writeFolded(m);
    }
    if (!report.volumeScores().isEmpty()) {
      allFigures("volume errors in vehicles per hour", report.volumeScores(), Slice.OVERALL, 0)
          .writeFolded(m);
    }
    m.close();
  }

  private void sliceRow(Table table, Slice slice, Horizon horizon, Metrics metrics) {
    double persistence = mae(Baseline.PERSISTENCE.key(), horizon, slice);
    table.row(
        slice.key(),
        Words.horizon(horizon),
        Words.number(metrics.mae(), 2),
        Words.number(persistence, 2),
        Words.number(mae(Baseline.HISTORICAL_AVERAGE.key(), horizon, slice), 2),
        Words.number(metrics.mae() / persistence, 2),
        Words.count(metrics.n()));
  }

  private double mae(String model, Horizon horizon, Slice slice) {
    return report.find(model, horizon, slice).map(Metrics::mae).orElse(Double.NaN);
  }

  void hours() {
    m.open("section", "id", "hours").leaf("h2", "Error by hour of the day");
    m.leaf("p", "MAE in km/h on test rows, by local hour of the target.", "class", "soft");
    if (report.hourErrors().isEmpty()) {
      m.leaf("p", Words.NOT_MEASURED).close();
      return;
    }
    List<Chart.Series> all = new ArrayList<>();
    report.horizons().forEach(horizon -> all.addAll(hourSeries(horizon)));
    Chart.legend(m, hourSeries(report.horizons().get(0)));
    m.open("div", "class", "multiples");
    for (Horizon horizon : report.horizons()) {
      m.open("figure").leaf("h3", Words.horizon(horizon));
      Chart.lines(
          m,
          "Error by hour, " + horizon.minutes() + " minutes ahead",
          hourLabels(),
          hourSeries(horizon),
          0,
          Chart.greatest(all),
          Chart.THIRD);
      m.close();
    }
    m.close();
    hourTable().writeFolded(m);
    m.close();
  }

  private static List<String> hourLabels() {
    List<String> labels = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      labels.add(hour % 6 == 0 ? hour + " h" : "");
    }
    return labels;
  }

  private List<Chart.Series> hourSeries(Horizon horizon) {
    return List.of(
        new Chart.Series("selected model", "model", hourly(selected(horizon), horizon)),
        new Chart.Series("persistence", "persistence", hourly(Baseline.PERSISTENCE.key(), horizon)),
        new Chart.Series(
            "historical average", "average", hourly(Baseline.HISTORICAL_AVERAGE.key(), horizon)));
  }

  private List<Double> hourly(String model, Horizon horizon) {
    List<Double> values = new ArrayList<>(Collections.nCopies(24, Double.NaN));
    report.hourErrors().stream()
        .filter(e -> e.model().equals(model) && e.horizon() == horizon)
        .forEach(e -> values.set(e.localHour(), e.metrics().mae()));
    return values;
  }

  private Table hourTable() {
    Table table =
        new Table(
            "MAE in km/h by local hour", "Hour", "Horizon", "Selected", "Persistence", "Average");
    for (Horizon horizon : report.horizons()) {
      List<Chart.Series> series = hourSeries(horizon);
      for (int hour = 0; hour < 24; hour++) {
        table.row(
            String.format(Locale.ROOT, "%02d:00", hour),
            Words.horizon(horizon),
            Words.number(series.get(0).values().get(hour), 2),
            Words.number(series.get(1).values().get(hour), 2),
            Words.number(series.get(2).values().get(hour), 2));
      }
    }
    return table;
  }

  void days() {
    m.open("section", "id", "residuals").leaf("h2", "Residuals over time");
    m.leaf(
        "p",
        "Each day of the test split. Bias is the mean of forecast minus observed: a drift away from"
            + " 0 means that traffic has changed since training.",
        "class",
        "soft");
    if (report.dayErrors().isEmpty()) {
      m.leaf("p", Words.NOT_MEASURED).close();
      return;
    }
    List<LocalDate> dates =
        report.dayErrors().stream().map(DayError::date).distinct().sorted().toList();
    List<Chart.Series> bias = daySeries(dates, e -> e.model().bias());
    List<Chart.Series> error = daySeries(dates, e -> e.model().mae());
    Chart.legend(m, bias);
    List<String> labels = dates.stream().map(AccuracySections::shortDate).toList();
    m.open("figure").leaf("figcaption", "Bias, km/h");
    Chart.lines(
        m,
        "Bias by day",
        thin(labels),
        bias,
        Math.min(-LEAST_BIAS_SHOWN, Chart.least(bias)),
        Math.max(LEAST_BIAS_SHOWN, Chart.greatest(bias)),
        Chart.WIDE);
    m.close();
    m.open("figure").leaf("figcaption", "MAE, km/h");
    Chart.lines(m, "Error by day", thin(labels), error, 0, Chart.greatest(error), Chart.WIDE);
    m.close();
    dayTable(dates).writeFolded(m);
    m.close();
  }

  private static String shortDate(LocalDate date) {
    return date.getDayOfMonth()
        + " "
        + date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
  }

  /** Leaves out labels that would run into each other. */
  private static List<String> thin(List<String> labels) {
    int every = Math.max(1, (labels.size() + 11) / 12);
    List<String> thinned = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      thinned.add(i % every == 0 ? labels.get(i) : "");
    }
    return thinned;
  }

  private List<Chart.Series> daySeries(List<LocalDate> dates, ToDoubleFunction<DayError> value) {
    List<Chart.Series> series = new ArrayList<>();
    for (Horizon horizon : report.horizons()) {
      List<Double> values = new ArrayList<>();
      for (LocalDate date : dates) {
        values.add(day(horizon, date).map(value::applyAsDouble).orElse(Double.NaN));
      }
      series.add(new Chart.Series(Words.horizon(horizon), "h" + horizon.minutes(), values));
    }
    return series;
  }

  private Optional<DayError> day(Horizon horizon, LocalDate date) {
    return report.dayErrors().stream()
        .filter(e -> e.horizon() == horizon && e.date().equals(date))
        .findFirst();
  }

  private Table dayTable(List<LocalDate> dates) {
    Table table =
        new Table(
            "errors by local date, km/h",
            "Date",
            "Horizon",
            "MAE",
            "Persistence MAE",
            "Bias",
            "Coverage",
            "Rows");
    for (LocalDate date : dates) {
      for (Horizon horizon : report.horizons()) {
        day(horizon, date)
            .ifPresent(
                e ->
                    table.row(
                        date.toString(),
                        Words.horizon(horizon),
                        Words.number(e.model().mae(), 2),
                        Words.number(e.persistence().mae(), 2),
                        Words.signed(e.model().bias(), 2),
                        Words.percent(e.coverage()),
                        Words.count(e.model().n())));
      }
    }
    return table;
  }

  void segments() {
    m.open("section", "id", "segments").leaf("h2", "Worst segments");
    if (report.worstSegments().isEmpty()) {
      m.leaf("p", Words.NOT_MEASURED).close();
      return;
    }
    Table table =
        new Table(
            "Highest error of the selected model on test rows, km/h",
            "Segment",
            "Name",
            "Horizon",
            "MAE",
            "Persistence",
            "Bias",
            "Rows");
    for (SegmentError e : report.worstSegments()) {
      table.row(
          e.segmentId(),
          e.name(),
          Words.horizon(e.horizon()),
          Words.number(e.model().mae(), 2),
          Words.number(e.persistence().mae(), 2),
          Words.signed(e.model().bias(), 2),
          Words.count(e.model().n()));
    }
    table.write(m);
    m.close();
  }

  void importances() {
    m.open("section", "id", "features").leaf("h2", "What forecasts rest on");
    m.leaf(
        "p",
        "Mean size of each feature's contribution to the selected model's forecast (TreeSHAP), in"
            + " km/h. It says what the model uses, not what causes traffic.",
        "class",
        "soft");
    if (report.importances().isEmpty()) {
      m.leaf("p", Words.NOT_MEASURED).close();
      return;
    }
    m.open("div", "class", "multiples");
    for (Horizon horizon : report.horizons()) {
      m.open("figure").leaf("h3", Words.horizon(horizon));
      List<Chart.Bar> bars =
          top(horizon).stream()
              .limit(TOP_FEATURES)
              .map(
                  i ->
                      new Chart.Bar(
                          i.feature(),
                          i.meanAbsoluteKmh(),
                          Words.number(i.meanAbsoluteKmh(), 2),
                          "model"))
              .toList();
      Chart.bars(m, "Features, " + horizon.minutes() + " minutes ahead", bars, 158, Chart.THIRD);
      m.close();
    }
    m.close();
    Table table =
        new Table("contributions of all features, km/h", "Feature", "Horizon", "Mean size");
    for (Horizon horizon : report.horizons()) {
      for (Importance i : top(horizon)) {
        table.row(i.feature(), Words.horizon(horizon), Words.number(i.meanAbsoluteKmh(), 3));
      }
    }
    table.writeFolded(m);
    m.close();
  }

  private List<Importance> top(Horizon horizon) {
    return report.importances().stream()
        .filter(i -> i.horizon() == horizon)
        .sorted(
            Comparator.comparingDouble(Importance::meanAbsoluteKmh)
                .reversed()
                .thenComparing(Importance::feature))
        .toList();
  }
}
