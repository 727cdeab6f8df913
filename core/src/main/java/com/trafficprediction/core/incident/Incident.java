package com.trafficprediction.core.incident;

import java.util.List;
import java.util.OptionalLong;

/**
 * One queue that is not usual, as known after some window. Times are event times, epoch
 * milliseconds UTC.
 *
 * @param id the same over the incident's life, and whenever the same windows are folded again
 * @param chainId freeway and direction
 * @param segmentId the station upstream of the head when it was detected; stays
 * @param state where it stands
 * @param severity the worst so far
 * @param onsetMillis start of the first window with signs of it
 * @param detectedMillis end of the window that gave the alarm
 * @param updatedMillis end of the last window that changed it
 * @param clearedMillis end of the last window with a sign of it, once it is over
 * @param segments stations in the queue, head first; the one next to the head at least
 * @param headPostmileKm where it begins: between the queue and the first free station
 * @param tailPostmileKm where it ends
 * @param extentKm length of the queue
 * @param speedKmh least speed in the queue now, NaN when not observed
 * @param expectedSpeedKmh usual speed at that station, NaN when not known
 * @param strength evidence at its strongest: 1 is the alarm's threshold
 * @param description the signs at their strongest, for people
 */
public record Incident(
    String id,
    String chainId,
    String segmentId,
    IncidentState state,
    Severity severity,
    long onsetMillis,
    long detectedMillis,
    long updatedMillis,
    OptionalLong clearedMillis,
    List<String> segments,
    double headPostmileKm,
    double tailPostmileKm,
    double extentKm,
    double speedKmh,
    double expectedSpeedKmh,
    double strength,
    String description) {
  public Incident {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("incident " + id + " lies on no segment");
    }
    if (onsetMillis > detectedMillis || detectedMillis > updatedMillis) {
      throw new IllegalArgumentException("incident " + id + " is known before it began");
    }
    if ((state == IncidentState.CLEARED) != clearedMillis.isPresent()) {
      throw new IllegalArgumentException("incident " + id + ": only what is over has an end");
    }
  }

  /**
   * A number from 0 to 1 that grows with the evidence: one half at the alarm's threshold. It ranks;
   * it is no probability.
   */
  public double confidence() {
    return 1 - StrictMath.pow(0.5, strength);
  }

  /** The same, changed at another time. */
  Incident updatedAt(long millis) {
    return new Incident(
        id,
        chainId,
        segmentId,
        state,
        severity,
        onsetMillis,
        detectedMillis,
        millis,
        clearedMillis,
        segments,
        headPostmileKm,
        tailPostmileKm,
        extentKm,
        speedKmh,
        expectedSpeedKmh,
        strength,
        description);
  }

  /** The same, over because it is part of another one. */
  Incident joined(OptionalLong endMillis, String why) {
    return new Incident(
        id,
        chainId,
        segmentId,
        IncidentState.CLEARED,
        severity,
        onsetMillis,
        detectedMillis,
        updatedMillis,
        endMillis,
        segments,
        headPostmileKm,
        tailPostmileKm,
        extentKm,
        speedKmh,
        expectedSpeedKmh,
        strength,
        why);
  }
}
