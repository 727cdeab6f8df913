package com.trafficprediction.core.incident;

import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * How detections compare with what is known.
 *
 * @param known incidents that count
 * @param delaysMillis of each that was found: first detection minus start, ascending; negative when
 *     it was found before it was recorded
 * @param falseAlarms detections of no known incident, whether it counts or not
 * @param repeats further detections of an incident that was found already
 * @param days network-days looked at
 */
public record IncidentScore(
    int known, List<Long> delaysMillis, int falseAlarms, int repeats, double days) {
  private static final double MINUTE = 60_000;

  public IncidentScore {
    delaysMillis = delaysMillis.stream().sorted().toList();
    if (known < delaysMillis.size() || !(days > 0)) {
      throw new IllegalArgumentException("more found than known, or no days");
    }
  }

  /** Both together. */
  public IncidentScore plus(IncidentScore other) {
    return new IncidentScore(
        known + other.known,
        Stream.concat(delaysMillis.stream(), other.delaysMillis.stream()).toList(),
        falseAlarms + other.falseAlarms,
        repeats + other.repeats,
        days + other.days);
  }

  /** How many were found. */
  public int found() {
    return delaysMillis.size();
  }

  /** Share that was found; NaN when none is known. */
  public double detectionRate() {
    return share(delay -> true);
  }

  /** Share that was found within some minutes of the start. */
  public double detectionRateWithin(double minutes) {
    return share(delay -> delay <= minutes * MINUTE);
  }

  private double share(LongPredicate wanted) {
    long count = delaysMillis.stream().filter(wanted::test).count();
    return known == 0 ? Double.NaN : (double) count / known;
  }

  /** Mean time to detect in minutes, of those found. */
  public double meanMinutesToDetect() {
    return delaysMillis.stream().mapToLong(d -> d).average().orElse(Double.NaN) / MINUTE;
  }

  /** Median time to detect in minutes, of those found: the lower one of two. */
  public double medianMinutesToDetect() {
    return delaysMillis.isEmpty()
        ? Double.NaN
        : delaysMillis.get((delaysMillis.size() - 1) / 2) / MINUTE;
  }

  /** False alarms per network-day. */
  public double falseAlarmsPerDay() {
    return falseAlarms / days;
  }
}
