package com.trafficprediction.storage.planner;

import static com.trafficprediction.storage.records.Absent.orNull;

import com.trafficprediction.core.planner.BottleneckRanking;
import org.jspecify.annotations.Nullable;

/**
 * A place where traffic breaks down in one shift of the day. Rows are listed by place; rank them by
 * delay where there is one, else by queue length over time.
 *
 * @param corridor the chain, such as {@code I5-N}
 * @param segmentId head of the queue
 * @param downstreamId the next station downstream
 * @param shift {@code am}, {@code noon} or {@code pm}
 * @param activeDays days on which it was active
 * @param meanActiveMinutes mean minutes on those days
 * @param meanExtentKm mean length of the queue on those days
 * @param maxExtentKm greatest length of the queue
 * @param totalQueueKmHours length of the queue summed over time
 * @param totalDelayVehicleHours delay in the queue against 60 mph, all days; absent without volume
 */
public record BottleneckRow(
    String corridor,
    String segmentId,
    String downstreamId,
    String shift,
    int activeDays,
    double meanActiveMinutes,
    double meanExtentKm,
    double maxExtentKm,
    double totalQueueKmHours,
    @Nullable Double totalDelayVehicleHours)
    implements PlannerRow {

  /** The row of a place. */
  public static BottleneckRow of(String corridor, BottleneckRanking.Place place) {
    return new BottleneckRow(
        corridor,
        place.segmentId(),
        place.downstreamId(),
        place.shift().key(),
        place.activeDays(),
        place.meanActiveMinutes(),
        place.meanExtentKm(),
        place.maxExtentKm(),
        place.totalQueueKmHours(),
        orNull(place.totalDelayVehicleHours()));
  }

  @Override
  public PlannerMeasure measure() {
    return PlannerMeasure.BOTTLENECKS;
  }

  @Override
  public String entry() {
    return segmentId + '/' + shift;
  }
}
