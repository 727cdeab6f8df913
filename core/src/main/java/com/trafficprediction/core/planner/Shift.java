package com.trafficprediction.core.planner;

/** Parts of the day over which PeMS reports bottlenecks, in local hours. */
public enum Shift {
  AM("am", 5, 10),
  NOON("noon", 10, 15),
  PM("pm", 15, 20);

  private final String key;
  private final int fromHour;
  private final int untilHour;

  Shift(String key, int fromHour, int untilHour) {
    this.key = key;
    this.fromHour = fromHour;
    this.untilHour = untilHour;
  }

  /** The name in tables and answers. */
  public String key() {
    return key;
  }

  /** First hour of the local day, inclusive. */
  public int fromHour() {
    return fromHour;
  }

  /** Last hour of the local day, exclusive. */
  public int untilHour() {
    return untilHour;
  }
}
