package com.trafficprediction.core.incident;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Compares detections with known incidents. */
public final class IncidentScoring {
  private final List<FoundIncident> found;
  private final MatchRule rule;
  private final double days;

  /**
   * @param found all detections of the days looked at
   * @param rule when a detection is of a known incident
   * @param days network-days looked at
   */
  public IncidentScoring(List<FoundIncident> found, MatchRule rule, double days) {
    this.found = List.copyOf(found);
    this.rule = rule;
    this.days = days;
  }

  /**
   * Scores one kind of incident.
   *
   * @param known everything known: a detection of any of it is no false alarm
   * @param counted which of them should have been found
   */
  public IncidentScore score(List<KnownIncident> known, Predicate<KnownIncident> counted) {
    List<Long> delays = new ArrayList<>();
    Set<String> explained = new HashSet<>();
    int expected = 0;
    int repeats = 0;
    for (KnownIncident incident : known) {
      List<FoundIncident> its = found.stream().filter(f -> rule.matches(incident, f)).toList();
      its.forEach(f -> explained.add(f.id()));
      if (counted.test(incident)) {
        expected++;
        repeats += Math.max(0, its.size() - 1);
        its.stream()
            .mapToLong(f -> f.detectedMillis() - incident.startMillis())
            .min()
            .ifPresent(delays::add);
      }
    }
    int unexplained = (int) found.stream().filter(f -> !explained.contains(f.id())).count();
    return new IncidentScore(expected, delays, unexplained, repeats, days);
  }

  /**
   * The detection rate that detections would have by chance: the mean over shifts in time of what
   * is known. Whole days keep the time of day, in which both crowd.
   *
   * @param shiftsMillis at least one; within the days looked at as far as possible
   */
  public double chanceRate(List<KnownIncident> known, List<Long> shiftsMillis) {
    return shiftsMillis.stream()
        .mapToDouble(
            shift ->
                score(known.stream().map(k -> k.shifted(shift)).toList(), k -> true)
                    .detectionRate())
        .average()
        .orElseThrow(() -> new IllegalArgumentException("no shifts were given"));
  }

  /** A rate without its part that is chance: 0 for chance alone, 1 for all found. */
  public static double correctedRate(double rate, double chance) {
    return (rate - chance) / (1 - chance);
  }
}
