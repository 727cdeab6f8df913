package com.trafficprediction.core.evaluation;

import com.trafficprediction.core.forecast.ModelFamily;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Picks the model of one horizon by its validation errors.
 *
 * <p>Candidates within {@value #NEAR_PERCENT} % of the lowest value of the chosen measure are near
 * ties; a difference of that size does not survive another week of data. Of these, one whose other
 * measure, or whose error on congested rows, is more than {@value #GUARD_PERCENT} % above the best
 * near tie's is dropped: nobody is helped by a model that wins on empty roads and loses in traffic.
 * Of what is left, the lowest value of the chosen measure wins; equal values go to the simpler
 * family, in the order of {@link ModelFamily}. If the guards contradict each other and drop all of
 * them, they are ignored.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelSelection {
  /** Candidates this close to the best are near ties. */
  public static final int NEAR_PERCENT = 2;

  /** How much worse than the best near tie a guarded measure may be. */
  public static final int GUARD_PERCENT = 5;

  /** Fewer congested validation rows than this guard nothing. */
  public static final long MIN_CONGESTED = 200;

  /** What to select by. */
  public enum Measure {
    MAE,
    RMSE;

    double of(Metrics metrics) {
      return this == MAE ? metrics.mae() : metrics.rmse();
    }

    private Measure other() {
      return this == MAE ? RMSE : MAE;
    }
  }

  /** A model's errors on the validation rows. */
  public record Candidate(ModelFamily family, Metrics overall, Metrics congested) {}

  /** The model chosen, and why, in a sentence for people. */
  public record Choice(ModelFamily family, String reason) {}

  private final Measure measure;

  public ModelSelection(Measure measure) {
    this.measure = measure;
  }

  /**
   * The choice among candidates that were scored on the same rows.
   *
   * @throws IllegalArgumentException without a candidate, or with one that was never scored
   */
  public Choice select(List<Candidate> candidates) {
    if (candidates.isEmpty() || candidates.stream().anyMatch(c -> c.overall().n() == 0)) {
      throw new IllegalArgumentException(
          "selection needs candidates scored on validation rows, got " + candidates);
    }
    double best = least(candidates, this::primary);
    List<Candidate> near =
        candidates.stream().filter(c -> within(primary(c), best, NEAR_PERCENT)).toList();
    double bestOther = least(near, this::secondary);
    double bestCongested = least(near, ModelSelection::congested);
    List<Candidate> guarded =
        near.stream()
            .filter(c -> within(secondary(c), bestOther, GUARD_PERCENT))
            .filter(c -> within(congested(c), bestCongested, GUARD_PERCENT))
            .toList();
    Comparator<Candidate> order =
        Comparator.comparingDouble(this::primary).thenComparing(Candidate::family);
    Candidate lowest = near.stream().min(order).orElseThrow();
    Candidate chosen = guarded.stream().min(order).orElse(lowest);
    return new Choice(chosen.family(), reason(chosen, lowest));
  }

  private String reason(Candidate chosen, Candidate lowest) {
    String lowestText = String.format(Locale.ROOT, "validation %s %.3f", measure, primary(lowest));
    if (chosen.family() == lowest.family()) {
      return "lowest " + lowestText;
    }
    return String.format(
        Locale.ROOT,
        "within %d %% of the lowest %s (%s), and better on congested rows or by %s",
        NEAR_PERCENT,
        lowestText,
        lowest.family().key(),
        measure.other());
  }

  private double primary(Candidate candidate) {
    return measure.of(candidate.overall());
  }

  private double secondary(Candidate candidate) {
    return measure.other().of(candidate.overall());
  }

  /** Error on congested rows; 0 where too few of them say anything, which drops nobody. */
  private static double congested(Candidate candidate) {
    Metrics congested = candidate.congested();
    return congested.n() < MIN_CONGESTED ? 0 : congested.mae();
  }

  private static double least(List<Candidate> candidates, ToDoubleFunction<Candidate> value) {
    return candidates.stream().mapToDouble(value).min().orElseThrow();
  }

  private static boolean within(double value, double best, int percent) {
    return value <= best * (1 + percent / 100.0);
  }
}
