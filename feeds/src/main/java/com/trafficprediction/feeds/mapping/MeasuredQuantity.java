package com.trafficprediction.feeds.mapping;

/** What the cells of a wide table are. */
public enum MeasuredQuantity {
  SPEED,
  VOLUME,
  OCCUPANCY
}
