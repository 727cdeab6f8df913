package com.trafficprediction.storage.planner;

import org.jspecify.annotations.Nullable;

/**
 * The mainline of one freeway and direction over all data. Its speed at a moment is VMT / VHT over
 * its stations.
 *
 * @param corridor the chain, such as {@code I5-N}
 * @param freeway the freeway, such as {@code I5}
 * @param direction N, S, E or W
 * @param stations stations on it
 * @param lengthKm sum of the lengths that the stations stand for; absent when one is unknown
 * @param freeFlowKmh free-flow speed of the corridor as a whole
 * @param congestedShare share of the moments under 45 mph, 0 to 1
 * @param moments five-minute windows in which enough of its length was observed
 * @param coveredShare mean share of the length that was observed in those, 0 to 1
 * @param travel what was travelled and lost, in all windows
 */
public record CorridorRow(
    String corridor,
    String freeway,
    String direction,
    int stations,
    @Nullable Double lengthKm,
    @Nullable Double freeFlowKmh,
    @Nullable Double congestedShare,
    long moments,
    @Nullable Double coveredShare,
    TravelFigures travel)
    implements PlannerRow {

  @Override
  public PlannerMeasure measure() {
    return PlannerMeasure.CORRIDORS;
  }

  @Override
  public String entry() {
    return corridor;
  }
}
