package com.trafficprediction.core.report;

import com.trafficprediction.core.evaluation.CategorySums;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.evaluation.DayBlockBootstrap.Estimate;
import com.trafficprediction.core.evaluation.IntervalSums;
import com.trafficprediction.core.evaluation.Metrics;
import com.trafficprediction.core.evaluation.QualityGate;
import com.trafficprediction.core.evaluation.Slice;
import com.trafficprediction.core.forecast.Horizon;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Everything a batch run reports: {@code metadata.json} and {@code report.html} are two forms of
 * it. Speeds and their errors are km/h, volumes vehicles per hour, instants epoch milliseconds UTC;
 * figures that are not defined are NaN. Scores are of the test split, by the fit that never saw it.
 *
 * @param run what ran, on what
 * @param split blocks of the evaluation
 * @param selections the model chosen per horizon
 * @param verdict the quality gate's decision
 * @param publication what became of the run
 * @param scores speed errors, models and baselines alike; models appear in the page in the order of
 *     their first score
 * @param volumeScores volume errors; empty without volume data
 * @param intervals how 90 % intervals did, per horizon
 * @param categories how categories did, per horizon
 * @param hourErrors errors by local hour
 * @param dayErrors errors by local date
 * @param worstSegments segments with the highest error, worst first
 * @param data what the data held and lacked
 * @param importances mean absolute TreeSHAP contributions of the selected models
 * @param jobCosts where time and cpu went, by job
 * @param trainingCosts cpu of every model trained
 * @param manifest anything else that identifies the run: hashes, settings, versions
 */
public record RunReport(
    Run run,
    ChronologicalSplit split,
    List<Selection> selections,
    QualityGate.Verdict verdict,
    Publication publication,
    List<Score> scores,
    List<Score> volumeScores,
    List<IntervalResult> intervals,
    List<CategoryResult> categories,
    List<HourError> hourErrors,
    List<DayError> dayErrors,
    List<SegmentError> worstSegments,
    DataQuality data,
    List<Importance> importances,
    List<JobCost> jobCosts,
    List<TrainingCost> trainingCosts,
    List<ManifestEntry> manifest) {

  public RunReport {
    selections = List.copyOf(selections);
    scores = List.copyOf(scores);
    volumeScores = List.copyOf(volumeScores);
    intervals = List.copyOf(intervals);
    categories = List.copyOf(categories);
    hourErrors = List.copyOf(hourErrors);
    dayErrors = List.copyOf(dayErrors);
    worstSegments = List.copyOf(worstSegments);
    importances = List.copyOf(importances);
    jobCosts = List.copyOf(jobCosts);
    trainingCosts = List.copyOf(trainingCosts);
    manifest = List.copyOf(manifest);
  }

  /**
   * What ran, on what.
   *
   * @param runId name of the run
   * @param dataset name of the data set
   * @param synthetic true when the readings come from a traffic model
   * @param zone time zone of the network
   * @param segments segments of the network
   * @param preset training preset
   * @param seed the run's seed
   * @param codeVersion version of the code
   * @param shares the split as asked for, such as {@code 70/10/20}
   * @param startedMillis when the run started
   * @param finishedMillis when it finished
   * @param watermarkMillis the data's watermark: the run knows nothing after it
   */
  public record Run(
      String runId,
      String dataset,
      boolean synthetic,
      ZoneId zone,
      int segments,
      String preset,
      long seed,
      String codeVersion,
      String shares,
      long startedMillis,
      long finishedMillis,
      long watermarkMillis) {}

  /** The model chosen for a horizon on validation rows, and why. */
  public record Selection(Horizon horizon, String model, String reason) {}

  /** What became of a run. */
  public enum Publication {
    /** The gate passed: the run may go live. */
    PASSED("Passed the gate"),
    /** The gate failed and the operator went on regardless. */
    FORCED("Forced past the gate"),
    /** The gate failed; the live run was left alone. */
    STOPPED("Stopped by the gate");

    private final String words;

    Publication(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** A model's or baseline's errors on one slice of the test rows. */
  public record Score(String model, Horizon horizon, Slice slice, Metrics metrics) {}

  /**
   * How intervals did.
   *
   * @param horizon the horizon
   * @param nominal coverage aimed at, 0.9
   * @param served intervals as they would have been served, adapting in time order
   * @param fixed the same without adapting
   * @param coverage coverage of the served ones with its day-block interval
   * @param congestedCoverage the same for congested outcomes
   * @param finalAlpha share of misses that adapting aimed at in the end
   */
  public record IntervalResult(
      Horizon horizon,
      double nominal,
      IntervalSums served,
      IntervalSums fixed,
      Estimate coverage,
      Estimate congestedCoverage,
      double finalAlpha) {}

  /** How categories did, beside persistence on the same rows. */
  public record CategoryResult(Horizon horizon, CategorySums model, CategorySums persistence) {}

  /** A model's errors in one hour of the local day, 0 to 23. */
  public record HourError(String model, Horizon horizon, int localHour, Metrics metrics) {}

  /**
   * The selected model's errors on one local day.
   *
   * @param coverage coverage of its intervals that day; NaN without any
   */
  public record DayError(
      Horizon horizon, LocalDate date, Metrics model, Metrics persistence, double coverage) {}

  /** The selected model's errors on one segment. */
  public record SegmentError(
      String segmentId, String name, Horizon horizon, Metrics model, Metrics persistence) {}

  /**
   * What the data held and lacked.
   *
   * @param expectedWindows windows if every segment had always reported
   * @param observedWindows windows with an observed speed
   * @param imputedWindows windows that the source made up, never trained on or scored
   * @param days observed and imputed share by local date
   * @param gaps stretches in which much of the network was silent
   * @param drops records dropped, by job and reason
   */
  public record DataQuality(
      long expectedWindows,
      long observedWindows,
      long imputedWindows,
      List<DayObserved> days,
      List<Gap> gaps,
      List<Drop> drops) {
    public DataQuality {
      days = List.copyOf(days);
      gaps = List.copyOf(gaps);
      drops = List.copyOf(drops);
    }
  }

  /** Shares, 0 to 1, of a local date's expected windows. */
  public record DayObserved(LocalDate date, double observedShare, double imputedShare) {}

  /** A stretch in which so many segments of the network had no observed speed. */
  public record Gap(long fromMillis, long untilMillis, int segmentsSilent) {}

  /** Records that a job dropped. */
  public record Drop(String job, String reason, long count) {}

  /**
   * How much a feature moves a horizon's forecasts.
   *
   * @param meanAbsoluteKmh mean size of its TreeSHAP contribution in km/h
   */
  public record Importance(Horizon horizon, String feature, double meanAbsoluteKmh) {}

  /**
   * What a job took.
   *
   * @param wallSeconds time from start to end
   * @param cpuSeconds cpu of all its tasks
   * @param budgetCpuSeconds cpu it may take; NaN without a budget
   * @param peakHeapMb most heap in use, MB; NaN when not measured
   * @param residentMb most memory that its process had until then, MB; NaN when not measured
   */
  public record JobCost(
      String job,
      double wallSeconds,
      double cpuSeconds,
      double budgetCpuSeconds,
      double peakHeapMb,
      double residentMb) {}

  /**
   * What training one model took.
   *
   * @param fit {@code evaluation} or {@code refit}
   * @param rows rows it was trained on
   */
  public record TrainingCost(
      String model, Horizon horizon, String fit, long rows, double cpuSeconds) {}

  /** A name and a value. */
  public record ManifestEntry(String name, String value) {}

  /** Models and baselines in the order of their first score. */
  public List<String> models() {
    return scores.stream().map(Score::model).distinct().toList();
  }

  /** The errors of one model, horizon and slice. */
  public Optional<Metrics> find(String model, Horizon horizon, Slice slice) {
    return scores.stream()
        .filter(s -> s.model().equals(model) && s.horizon() == horizon && s.slice() == slice)
        .map(Score::metrics)
        .findFirst();
  }

  /** Horizons with a selected model, ascending. */
  public List<Horizon> horizons() {
    return selections.stream().map(Selection::horizon).sorted().distinct().toList();
  }

  /** The selected model of a horizon. */
  public Optional<Selection> selection(Horizon horizon) {
    return selections.stream().filter(s -> s.horizon() == horizon).findFirst();
  }
}
