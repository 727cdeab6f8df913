package com.trafficprediction.batch.reporting;

import com.trafficprediction.batch.evaluating.Evaluation;
import com.trafficprediction.batch.evaluating.ScoreSheet;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.core.evaluation.Baseline;
import com.trafficprediction.core.evaluation.ErrorScale;
import com.trafficprediction.core.evaluation.IntervalSums;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end of a run: test errors by model and horizon, for a terminal. */
public final class ResultsTable {
  private final Evaluation evaluation;

  public ResultsTable(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** The table; an asterisk marks the selected model of a horizon. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append("Test MAE in km/h (divided by persistence's), congested in brackets; * selected\n");
    text.append(line("", List.of("15 min", "30 min", "60 min")));
    List<String> models = new ArrayList<>();
    for (Baseline baseline : Baseline.values()) {
      models.add(baseline.key());
    }
    for (ModelFamily family : ModelFamily.values()) {
      models.add(family.key());
    }
    for (String model : models) {
      List<String> cells = new ArrayList<>();
      for (Horizon horizon : Horizon.values()) {
        cells.add(
            evaluation
                .findTest(Quantity.SPEED, horizon)
                .map(s -> cell(s, model, horizon))
                .orElse("-"));
      }
      text.append(line(model, cells));
    }
    List<String> coverage = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      coverage.add(
          evaluation.findTest(Quantity.SPEED, horizon).map(ResultsTable::covered).orElse("-"));
    }
    return text.append(line("90 % intervals cover", coverage)).toString();
  }

  private String cell(ScoreSheet sheet, String model, Horizon horizon) {
    double mae = mae(sheet, model, Slice.OVERALL);
    double persistence = mae(sheet, Baseline.PERSISTENCE.key(), Slice.OVERALL);
    boolean selected = evaluation.selection().family(horizon).key().equals(model);
    return String.format(
        Locale.ROOT,
        "%.2f (%.3f) [%.2f]%s",
        mae,
        mae / persistence,
        mae(sheet, model, Slice.CONGESTED),
        selected ? "*" : "");
  }

  private static double mae(ScoreSheet sheet, String model, Slice slice) {
    return sheet.slice(model, slice.key()).metrics(ErrorScale.SPEED_KMH).mae();
  }

  private static String covered(ScoreSheet sheet) {
    IntervalSums sums = ScoreSheet.total(sheet.intervals());
    return String.format(
        Locale.ROOT, "%.1f %% [%.1f %%]", sums.coverage() * 100, sums.congestedCoverage() * 100);
  }

  private static String line(String name, List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-24s", name));
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, "%24s", cell)));
    return line.append('\n').toString();
  }
}
