package com.trafficprediction.storage.planner;

/** The planner tables. */
public enum PlannerMeasure {
  /** What the tables cover, and what they cannot say: one {@link SummaryRow}. */
  SUMMARY("summary", SummaryRow.class),
  /** Travel and congestion of every segment: {@link SegmentRow}. */
  SEGMENTS("segments", SegmentRow.class),
  /** Travel and congestion of every corridor: {@link CorridorRow}. */
  CORRIDORS("corridors", CorridorRow.class),
  /** Reliability of segments and corridors by period: {@link ReliabilityRow}. */
  RELIABILITY("reliability", ReliabilityRow.class),
  /** Busiest and slowest hours by weekday: {@link PeakRow}. */
  PEAKS("peaks", PeakRow.class),
  /** Where traffic breaks down: {@link BottleneckRow}. */
  BOTTLENECKS("bottlenecks", BottleneckRow.class);

  private final String key;
  private final Class<? extends PlannerRow> rowType;

  PlannerMeasure(String key, Class<? extends PlannerRow> rowType) {
    this.key = key;
    this.rowType = rowType;
  }

  /** The name in row keys and answers. */
  public String key() {
    return key;
  }

  /** The record of its rows, for {@link com.trafficprediction.storage.json.StoredJson#read}. */
  public Class<? extends PlannerRow> rowType() {
    return rowType;
  }
}
