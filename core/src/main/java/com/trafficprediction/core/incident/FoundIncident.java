package com.trafficprediction.core.incident;

/**
 * A detection as it was when it was made.
 *
 * @param id the incident's id
 * @param chainId freeway and direction
 * @param headTravelKm place of its head along the chain, km in the direction of travel
 * @param detectedMillis when the alarm was given, epoch milliseconds UTC
 */
public record FoundIncident(String id, String chainId, double headTravelKm, long detectedMillis) {}
