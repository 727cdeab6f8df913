package com.trafficprediction.storage.planner;

import org.jspecify.annotations.Nullable;

/**
 * One segment over all data.
 *
 * @param segmentId the segment
 * @param corridor the chain it lies on, such as {@code I5-N}; absent without freeways
 * @param lengthKm length that the station stands for; absent when unknown
 * @param freeFlowKmh free-flow speed
 * @param congestedShare share of the observed windows under 45 mph, 0 to 1
 * @param observedWindows windows with an observed speed
 * @param expectedWindows windows between the run's start and its watermark
 * @param travel what was travelled and lost
 */
public record SegmentRow(
    String segmentId,
    @Nullable String corridor,
    @Nullable Double lengthKm,
    @Nullable Double freeFlowKmh,
    @Nullable Double congestedShare,
    long observedWindows,
    long expectedWindows,
    TravelFigures travel)
    implements PlannerRow {

  @Override
  public PlannerMeasure measure() {
    return PlannerMeasure.SEGMENTS;
  }

  @Override
  public String entry() {
    return segmentId;
  }
}
