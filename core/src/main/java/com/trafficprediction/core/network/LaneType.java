package com.trafficprediction.core.network;

/** What kind of lanes a station covers. */
public enum LaneType {
  MAINLINE,
  HOV,
  RAMP,
  CONNECTOR,
  OTHER
}
