package com.trafficprediction.core.planner;

/**
 * One bottleneck on one day in one shift: traffic is slow at a station and free at the next one
 * downstream.
 *
 * @param segmentId the slow station, head of the queue
 * @param downstreamId the free station behind the bottleneck
 * @param localDay the day
 * @param shift the shift
 * @param firstMillis start of the first active window, epoch milliseconds
 * @param activeMinutes minutes in which it was active, gaps between activations left out
 * @param meanExtentKm mean length of the queue while active
 * @param maxExtentKm its greatest length
 * @param queueKmHours length of the queue summed over time: defined without volume too
 * @param delayVehicleHours delay of the observed vehicles in the queue; NaN without volume or
 *     lengths
 */
public record Bottleneck(
    String segmentId,
    String downstreamId,
    long localDay,
    Shift shift,
    long firstMillis,
    int activeMinutes,
    double meanExtentKm,
    double maxExtentKm,
    double queueKmHours,
    double delayVehicleHours) {}
