package com.trafficprediction.core.incident;

/**
 * An incident that is known from elsewhere: the truth of a simulation, or an agency's record.
 *
 * @param id its id there
 * @param chainId freeway and direction
 * @param travelKm place along the chain, km in the direction of travel
 * @param startMillis when it began, epoch milliseconds UTC
 * @param endMillis when it was over, not before its start
 */
public record KnownIncident(
    String id, String chainId, double travelKm, long startMillis, long endMillis) {
  public KnownIncident {
    if (!Double.isFinite(travelKm) || endMillis < startMillis) {
      throw new IllegalArgumentException("incident " + id + " has no place, or ends too early");
    }
  }

  /** The same at another time: what would be found by chance. */
  KnownIncident shifted(long millis) {
    return new KnownIncident(id, chainId, travelKm, startMillis + millis, endMillis + millis);
  }
}
