package com.trafficprediction.core.report;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.evaluation.CategorySums;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.evaluation.DayBlockBootstrap.Comparison;
import com.trafficprediction.core.evaluation.DayBlockBootstrap.Estimate;
import com.trafficprediction.core.evaluation.IntervalSums;
import com.trafficprediction.core.evaluation.Metrics;
import com.trafficprediction.core.evaluation.QualityGate;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.evaluation.SplitShares;
import com.trafficprediction.core.forecast.CategoryProbabilities;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.TrafficCategory;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** A made-up run with every part filled in. No figure in it was measured. */
final class ExampleReport {
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  private static final List<String> MODELS =
      List.of(
          "persistence",
          "historical_average",
          "linear_regression",
          "decision_tree",
          "random_forest",
          "gradient_boosted_trees");
  private static final double[] RELATIVE = {1, 0.95, 0.9, 0.92, 0.85, 0.8};
  private static final long START =
      LocalDate.of(2024, 3, 1).atStartOfDay(ZONE).toInstant().toEpochMilli();
  private static final long END =
      LocalDate.of(2024, 3, 29).atStartOfDay(ZONE).toInstant().toEpochMilli();

  private final SplittableRandom random = new SplittableRandom(4);
  private final String name;
  private final boolean beatsBaselines;

  ExampleReport(String name, boolean beatsBaselines) {
    this.name = name;
    this.beatsBaselines = beatsBaselines;
  }

  RunReport build() {
    LocalCalendar calendar = new LocalCalendar(ZONE, Set.of());
    return new RunReport(
        new RunReport.Run(
            name, name, true, ZONE, 60, "full", 7, "0.1.0", "70/10/20", END, END + 400_000, END),
        ChronologicalSplit.of(START, END, SplitShares.LITERATURE, calendar, day -> true),
        selections(),
        verdict(),
        beatsBaselines ? RunReport.Publication.PASSED : RunReport.Publication.STOPPED,
        scores(3.0),
        scores(300),
        intervals(),
        categories(),
        hours(),
        days(),
        segments(),
        data(),
        importances(),
        jobs(),
        trainings(),
        List.of(
            new RunReport.ManifestEntry("network", name),
            new RunReport.ManifestEntry("feature set", "9f2c51e0aa")));
  }

  private static double base(Horizon horizon) {
    return 1 + horizon.minutes() / 40.0;
  }

  private static Metrics metrics(double mae, long n) {
    return new Metrics(n, mae, mae * 1.9, mae * 2.2, 0.93 - mae / 40, mae / 30 - 0.1, 4);
  }

  private List<RunReport.Selection> selections() {
    List<RunReport.Selection> selections = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      selections.add(
          new RunReport.Selection(
              horizon, "gradient_boosted_trees", "lowest validation MAE 2.345"));
    }
    return selections;
  }

  private QualityGate.Verdict verdict() {
    List<QualityGate.Evidence> evidence = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      double mae = 3 * base(horizon) * 0.8;
      double reference = beatsBaselines ? mae / 0.8 : mae / 1.1;
      Estimate difference =
          new Estimate(mae - reference, mae - reference - 0.2, mae - reference + 0.2, 6, 160_000);
      Comparison comparison = new Comparison(mae, reference, difference, beatsBaselines ? 1 : 0.02);
      evidence.add(
          new QualityGate.Evidence(
              horizon,
              "gradient_boosted_trees",
              comparison,
              comparison,
              new QualityGate.Live.NotComparable("it was trained on another network.")));
    }
    return QualityGate.judge(evidence);
  }

  private List<RunReport.Score> scores(double scale) {
    List<RunReport.Score> scores = new ArrayList<>();
    double[] harder = {1, 4, 6, 5, 1.3};
    for (Horizon horizon : Horizon.values()) {
      for (int i = 0; i < MODELS.size(); i++) {
        for (Slice slice : Slice.values()) {
          int s = List.of(Slice.values()).indexOf(slice);
          double relative =
              slice == Slice.CONGESTED && !beatsBaselines ? 1 / RELATIVE[i] : RELATIVE[i];
          scores.add(
              new RunReport.Score(
                  MODELS.get(i),
                  horizon,
                  slice,
                  metrics(scale * base(horizon) * relative * harder[s], s == 0 ? 160_000 : 7_400)));
        }
      }
    }
    return scores;
  }

  private static List<RunReport.IntervalResult> intervals() {
    List<RunReport.IntervalResult> results = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      IntervalSums sums =
          new IntervalSums(
              160_000, 8_400, 8_000, 2_100_000_000L, 90_000_000, 7_400, 1_100, 290_000_000);
      results.add(
          new RunReport.IntervalResult(
              horizon,
              0.9,
              sums,
              sums,
              new Estimate(0.8975, 0.881, 0.909, 6, 160_000),
              new Estimate(0.851 - horizon.minutes() / 1500.0, 0.79, 0.89, 6, 7_400),
              0.08));
    }
    return results;
  }

  private List<RunReport.CategoryResult> categories() {
    List<RunReport.CategoryResult> results = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      CategorySums model = CategorySums.EMPTY;
      CategorySums persistence = CategorySums.EMPTY;
      for (int i = 0; i < 800; i++) {
        double free = random.nextDouble(0.3, 1);
        CategoryProbabilities p =
            new CategoryProbabilities(0, (1 - free) / 2, (1 - free) / 2, free);
        boolean came = random.nextDouble() < free - 0.03;
        TrafficCategory observed = came ? TrafficCategory.FREE_FLOW : TrafficCategory.HEAVY_TRAFFIC;
        model = model.merge(CategorySums.of(TrafficCategory.FREE_FLOW, p, observed));
        persistence =
            persistence.merge(CategorySums.ofCertain(TrafficCategory.FREE_FLOW, observed));
      }
      results.add(new RunReport.CategoryResult(horizon, model, persistence));
    }
    return results;
  }

  private List<RunReport.HourError> hours() {
    List<RunReport.HourError> errors = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      for (int hour = 0; hour < 24; hour++) {
        double rush =
            Math.exp(-Math.pow((hour - 8) / 2.0, 2)) + Math.exp(-Math.pow((hour - 17) / 2.5, 2));
        for (int i : new int[] {0, 1, 5}) {
          double mae = base(horizon) * (1 + 4 * rush) * RELATIVE[i] + random.nextDouble(0.2);
          errors.add(new RunReport.HourError(MODELS.get(i), horizon, hour, metrics(mae, 6_600)));
        }
      }
    }
    return errors;
  }

  private List<RunReport.DayError> days() {
    List<RunReport.DayError> errors = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      for (int day = 23; day < 29; day++) {
        double mae = 3 * base(horizon) * (0.7 + random.nextDouble(0.3));
        errors.add(
            new RunReport.DayError(
                horizon,
                LocalDate.of(2024, 3, day),
                metrics(mae, 26_000),
                metrics(mae * 1.2, 26_000),
                0.9));
      }
    }
    return errors;
  }

  private List<RunReport.SegmentError> segments() {
    List<RunReport.SegmentError> errors = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      errors.add(
          new RunReport.SegmentError(
              "S" + (100 + i),
              name,
              Horizon.MINUTES_60,
              metrics(14.0 - i, 1_600),
              metrics(16.0 - i, 1_600)));
    }
    return errors;
  }

  private RunReport.DataQuality data() {
    List<RunReport.DayObserved> days = new ArrayList<>();
    for (int day = 1; day < 29; day++) {
      double observed = day == 9 ? 0.31 : day == 10 ? 0.62 : 0.94;
      days.add(new RunReport.DayObserved(LocalDate.of(2024, 3, day), observed, 1 - observed));
    }
    return new RunReport.DataQuality(
        483_840,
        430_000,
        40_000,
        days,
        List.of(new RunReport.Gap(START + 8 * 86_400_000L, START + 9 * 86_400_000L, 58)),
        List.of(new RunReport.Drop("import", name, 37)));
  }

  private List<RunReport.Importance> importances() {
    List<RunReport.Importance> importances = new ArrayList<>();
    String[] features = {
      "speed",
      "profile_target_mean",
      "speed_lag_15min",
      "profile_target_spread",
      "upstream_1_speed",
      "downstream_1_speed",
      "downstream_1_change",
      "network_mean",
      "hour_sin",
      "speed_rolling_std_60",
      "occupancy",
      "volume_lag_15min",
      "is_weekend",
      "downstream_mean_2hop_deviation"
    };
    for (Horizon horizon : Horizon.values()) {
      for (int i = 0; i < features.length; i++) {
        importances.add(
            new RunReport.Importance(
                horizon, features[i], base(horizon) * 2 / (1 + i) + random.nextDouble(0.1)));
      }
    }
    return importances;
  }

  private static List<RunReport.JobCost> jobs() {
    List<RunReport.JobCost> jobs = new ArrayList<>();
    String[] names = {"windows", "profiles", "features", "train", "evaluate", "planner", "publish"};
    double[] cpu = {21, 9.4, 64, 310, 38, 12, 17};
    for (int i = 0; i < names.length; i++) {
      jobs.add(
          new RunReport.JobCost(
              names[i], cpu[i] / 1.7, cpu[i], i == 3 ? 600 : Double.NaN, 900, 2_400));
    }
    return jobs;
  }

  private static List<RunReport.TrainingCost> trainings() {
    List<RunReport.TrainingCost> costs = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      costs.add(
          new RunReport.TrainingCost("gradient_boosted_trees", horizon, "evaluation", 740_000, 88));
    }
    return costs;
  }
}
