package com.trafficprediction.core.incident;

/**
 * The detector's operating point. {@link #DEFAULT} is the one that is used everywhere and that the
 * published figures belong to; it was tuned on synthetic days that the figures do not use.
 *
 * @param withFlow weights where a station pair has volume
 * @param speedOnly weights where it has none
 * @param leastFlowLoss with volume, less than this share missing downstream is no incident, however
 *     slow the traffic: a usual bottleneck discharges its usual flow
 * @param leastUsualVolumeVph stations with less usual flow say nothing about flow
 * @param leastPairVolumeVph where less than this is usual downstream, a queue is not possible
 * @param freeOccupancyPercent a downstream station below this occupancy is free (the third test of
 *     California #7)
 * @param queueOccupancyPercent at this occupancy it stands in a queue of its own
 * @param freeSpeedKmh the same by speed, where there is no occupancy
 * @param queueSpeedKmh the same by speed, where there is no occupancy
 * @param memory evidence carried to the next window at most; 1 is the alarm
 * @param slowShare a station below this share of its usual speed is in the queue
 * @param slowByKmh if it is also slower than usual by so much
 * @param slowWithoutProfileKmh a station without usual speed is in the queue below this
 * @param maxGapKm stations further apart are no pair
 * @param span stations around an incident whose alarms belong to it
 * @param confirmingAlarms windows with an alarm that confirm a queue
 * @param clearingWindows windows without an alarm after which an incident is clearing
 * @param clearedWindows windows without any sign after which it is over
 * @param reopenWindows an alarm so many windows after the last one belongs to the same incident
 * @param longestWindows windows after the last alarm when it is over, whatever the queue does
 */
public record IncidentParameters(
    EvidenceWeights withFlow,
    EvidenceWeights speedOnly,
    double leastFlowLoss,
    double leastUsualVolumeVph,
    double leastPairVolumeVph,
    double freeOccupancyPercent,
    double queueOccupancyPercent,
    double freeSpeedKmh,
    double queueSpeedKmh,
    double memory,
    double slowShare,
    double slowByKmh,
    double slowWithoutProfileKmh,
    double maxGapKm,
    int span,
    int confirmingAlarms,
    int clearingWindows,
    int clearedWindows,
    int reopenWindows,
    int longestWindows) {

  /** The operating point of the published figures. */
  public static final IncidentParameters DEFAULT =
      new IncidentParameters(
          new EvidenceWeights(1.9, 1.5, 4.4, 0.5, 9.8, 0.7),
          new EvidenceWeights(0, 0, 7, 0.5, 3.4, 4.73),
          0.09,
          600,
          1_500,
          8,
          18,
          88,
          48,
          1.2,
          0.75,
          15,
          60,
          5,
          4,
          2,
          2,
          3,
          6,
          24);

  public IncidentParameters {
    if (!(memory >= 1) || !(slowShare > 0 && slowShare < 1) || !(maxGapKm > 0)) {
      throw new IllegalArgumentException(
          "memory must reach the alarm at 1, slowShare lie in (0, 1), maxGapKm be positive");
    }
    if (span < 0 || confirmingAlarms < 1 || clearingWindows < 1 || clearedWindows < 1) {
      throw new IllegalArgumentException("counts of stations and windows must be positive");
    }
    if (longestWindows < reopenWindows) {
      throw new IllegalArgumentException("an incident cannot end before it may reopen");
    }
  }

  /** True when a station stands in a queue that is not usual; false when nothing was observed. */
  public boolean isSlow(StationWindow station) {
    double usual = station.usualSpeedKmh();
    return Double.isNaN(usual)
        ? station.speedKmh() < slowWithoutProfileKmh
        : station.speedKmh() <= slowShare * usual && usual - station.speedKmh() >= slowByKmh;
  }
}
