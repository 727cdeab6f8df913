package com.trafficprediction.core.evaluation;

import com.trafficprediction.core.evaluation.DayBlockBootstrap.Comparison;
import com.trafficprediction.core.forecast.Horizon;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides on test rows whether a run's models may be published.
 *
 * <p>At every horizon the selected model must beat both baselines: a lower error, and with enough
 * days a 95 % interval of the difference that lies below 0. It must not be worse than the live
 * model: an interval that lies above 0, or an error more than {@value #LIVE_TOLERANCE_PERCENT} %
 * higher, fails. A live model that cannot be scored on the same rows is not comparable and fails
 * nothing. Fewer than {@link #MIN_ROWS} rows fail: nothing was shown.
 *
 * <p>With too few days for an interval (see {@link DayBlockBootstrap#MIN_DAYS}) the errors alone
 * decide, and the finding says so.
 */
public final class QualityGate {
  /** Test rows that each horizon needs. */
  public static final long MIN_ROWS = 1000;

  /** How much higher than the live model's the error may be while the interval holds 0. */
  public static final int LIVE_TOLERANCE_PERCENT = 2;

  private QualityGate() {}

  /** How the live model stands to the new one. */
  public sealed interface Live {
    /** Scored on the same rows by its own extractor. */
    record Compared(String run, Comparison comparison) implements Live {}

    /** There is one, but it cannot be scored on these rows. */
    record NotComparable(String reason) implements Live {}

    /** Nothing has been published yet. */
    record None() implements Live {}
  }

  /**
   * What the gate looks at for one horizon.
   *
   * @param horizon the horizon
   * @param model name of the selected model
   * @param persistence the model against persistence
   * @param historicalAverage the model against the historical average
   * @param live the model against the live one
   */
  public record Evidence(
      Horizon horizon,
      String model,
      Comparison persistence,
      Comparison historicalAverage,
      Live live) {}

  /** How one check came out. */
  public enum Outcome {
    PASS,
    FAIL,
    NOT_COMPARABLE
  }

  /**
   * One check.
   *
   * @param horizon the horizon
   * @param against {@code persistence}, {@code historical_average}, {@code live} or {@code rows}
   * @param outcome how it came out
   * @param sentence why, for people
   */
  public record Finding(Horizon horizon, String against, Outcome outcome, String sentence) {}

  /**
   * The decision.
   *
   * @param passed true when no check failed
   * @param findings every check, in the order of the evidence
   */
  public record Verdict(boolean passed, List<Finding> findings) {
    public Verdict {
      findings = List.copyOf(findings);
    }

    /** Sentences of the checks that failed. */
    public List<String> failures() {
      return findings.stream()
          .filter(finding -> finding.outcome() == Outcome.FAIL)
          .map(Finding::sentence)
          .toList();
    }
  }

  /**
   * Judges all horizons; a single failed check stops the run from publishing.
   *
   * @throws IllegalArgumentException without evidence
   */
  public static Verdict judge(List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("the gate needs evidence for at least one horizon");
    }
    List<Finding> findings = new ArrayList<>();
    for (Evidence horizon : evidence) {
      findings.add(rows(horizon));
      findings.add(
          baseline(horizon, Baseline.PERSISTENCE.key(), "persistence", horizon.persistence()));
      findings.add(
          baseline(
              horizon,
              Baseline.HISTORICAL_AVERAGE.key(),
              "the historical average",
              horizon.historicalAverage()));
      findings.add(live(horizon));
    }
    boolean passed = findings.stream().noneMatch(f -> f.outcome() == Outcome.FAIL);
    return new Verdict(passed, findings);
  }

  private static Finding rows(Evidence evidence) {
    long n = evidence.persistence().difference().n();
    boolean enough = n >= MIN_ROWS;
    String sentence =
        enough
            ? String.format(
                Locale.ROOT,
                "%d minutes: scored on %,d test rows.",
                evidence.horizon().minutes(),
                n)
            : String.format(
                Locale.ROOT,
                "%d minutes: only %,d test rows, at least %,d are needed to show anything.",
                evidence.horizon().minutes(),
                n,
                MIN_ROWS);
    return new Finding(evidence.horizon(), "rows", enough ? Outcome.PASS : Outcome.FAIL, sentence);
  }

  private static Finding baseline(
      Evidence evidence, String key, String name, Comparison comparison) {
    DayBlockBootstrap.Estimate difference = comparison.difference();
    boolean better = difference.value() < 0 && (!difference.resolved() || difference.upper() < 0);
    String verb = better ? "beats " : "does not beat ";
    return new Finding(
        evidence.horizon(),
        key,
        better ? Outcome.PASS : Outcome.FAIL,
        lead(evidence) + verb + name + ": " + figures(comparison));
  }

  private static Finding live(Evidence evidence) {
    Horizon horizon = evidence.horizon();
    if (evidence.live() instanceof Live.NotComparable no) {
      return new Finding(
          horizon,
          "live",
          Outcome.NOT_COMPARABLE,
          lead(evidence) + "cannot be compared with the live model: " + no.reason());
    }
    if (evidence.live() instanceof Live.Compared compared) {
      Comparison comparison = compared.comparison();
      DayBlockBootstrap.Estimate difference = comparison.difference();
      boolean worse =
          (difference.resolved() && difference.lower() > 0)
              || comparison.mae()
                  > comparison.referenceMae() * (1 + LIVE_TOLERANCE_PERCENT / 100.0);
      String verb =
          (worse ? "is worse than the live model of " : "is no worse than the live model of ")
              + compared.run()
              + ": ";
      return new Finding(
          horizon,
          "live",
          worse ? Outcome.FAIL : Outcome.PASS,
          lead(evidence) + verb + figures(comparison));
    }
    return new Finding(
        horizon,
        "live",
        Outcome.NOT_COMPARABLE,
        lead(evidence) + "has no live model to be compared with.");
  }

  private static String lead(Evidence evidence) {
    return evidence.horizon().minutes() + " minutes: " + evidence.model() + " ";
  }

  private static String figures(Comparison comparison) {
    DayBlockBootstrap.Estimate difference = comparison.difference();
    String errors =
        String.format(
            Locale.ROOT, "MAE %.2f against %.2f km/h", comparison.mae(), comparison.referenceMae());
    if (!difference.resolved()) {
      return errors
          + String.format(
              Locale.ROOT,
              " (%d test days are too few for an interval; the errors alone decide).",
              difference.days());
    }
    return errors
        + String.format(
            Locale.ROOT,
            " (difference %+.2f, 95 %% interval %+.2f to %+.2f over %d days).",
            difference.value(),
            difference.lower(),
            difference.upper(),
            difference.days());
  }
}
