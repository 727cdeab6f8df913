package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.network.Direction;
import java.util.List;

/**
 * One direction of a freeway as the model sees it.
 *
 * @param index number of the road in the network, from 0; part of its random streams
 * @param freeway name of the freeway
 * @param direction direction of travel
 * @param originPostmileKm postmile at the upstream end of the first cell
 * @param shape how demand runs through the day
 * @param entryPeakVph demand in the peak hour at the upstream end
 * @param cells in the direction of travel
 * @param stations mainline in the direction of travel, then HOV likewise
 */
record RoadPlan(
    int index,
    String freeway,
    Direction direction,
    double originPostmileKm,
    DemandShape shape,
    double entryPeakVph,
    List<Cell> cells,
    List<Station> stations) {

  /**
   * A stretch of {@link CellTransmission#CELL_KM}, with what enters at its beginning and leaves at
   * its end.
   *
   * @param lanes mainline lanes
   * @param freeSpeedKmh speed of the empty road
   * @param capacityFactor capacity relative to a plain stretch of as many lanes; below 1 at weaving
   *     sections, the recurring bottlenecks
   * @param rampPeakVph demand of its on-ramp in the peak hour; 0 without a ramp
   * @param exitShare share of the vehicles leaving it that take an off-ramp; 0 without one
   * @param peakVph demand that wants to leave it in the peak hour, were there no queues
   */
  record Cell(
      int lanes,
      double freeSpeedKmh,
      double capacityFactor,
      double rampPeakVph,
      double exitShare,
      double peakVph) {

    /** Capacity on a dry day without incidents, vehicles per hour. */
    double capacityVph() {
      return lanes * FundamentalDiagram.CAPACITY_VPH * capacityFactor;
    }

    boolean bottleneck() {
      return capacityFactor < 1;
    }
  }

  RoadPlan {
    cells = List.copyOf(cells);
    stations = List.copyOf(stations);
  }

  /**
   * Number of the cell that holds a postmile; the first or last one for a place beyond the road.
   */
  int cellAt(double postmileKm) {
    double travelKm = Math.abs(postmileKm - originPostmileKm);
    return Math.min(cells.size() - 1, (int) (travelKm / CellTransmission.CELL_KM));
  }

  boolean hasHov() {
    return stations.stream().anyMatch(Station::hov);
  }
}
