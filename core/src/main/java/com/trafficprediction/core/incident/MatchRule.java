package com.trafficprediction.core.incident;

/**
 * When a detection is of a known incident: on its chain, with the head near it, while it goes on or
 * shortly after.
 *
 * @param upstreamKm how far upstream of the incident the detected head may lie
 * @param downstreamKm how far downstream
 * @param leadMillis how long before the recorded start it may come: 0 for a truth, more for records
 *     that were written late
 * @param trailMillis how long after the recorded end
 */
public record MatchRule(double upstreamKm, double downstreamKm, long leadMillis, long trailMillis) {
  private static final long MINUTE = 60_000;

  /** For the truth of a simulation. */
  public static final MatchRule TRUTH = new MatchRule(3.5, 1.5, 0, 30 * MINUTE);

  /** For records of people, noisy in time and place. */
  public static final MatchRule RECORD = new MatchRule(3.5, 1.5, 15 * MINUTE, 30 * MINUTE);

  boolean matches(KnownIncident known, FoundIncident found) {
    double distance = found.headTravelKm() - known.travelKm();
    return found.chainId().equals(known.chainId())
        && distance >= -upstreamKm
        && distance <= downstreamKm
        && found.detectedMillis() >= known.startMillis() - leadMillis
        && found.detectedMillis() <= known.endMillis() + trailMillis;
  }
}
