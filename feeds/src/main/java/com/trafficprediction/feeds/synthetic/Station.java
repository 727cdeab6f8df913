package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;

/**
 * A detector station on a road.
 *
 * @param segment what the network knows of it
 * @param cell cell of the road that it measures
 */
record Station(Segment segment, int cell) {

  boolean hov() {
    return segment.chain().orElseThrow().laneType() == LaneType.HOV;
  }
}
