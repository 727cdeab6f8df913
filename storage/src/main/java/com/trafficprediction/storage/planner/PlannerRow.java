package com.trafficprediction.storage.planner;

import com.trafficprediction.storage.json.StoredJson;

/** A row of a planner table. */
public sealed interface PlannerRow
    permits SummaryRow, SegmentRow, CorridorRow, ReliabilityRow, PeakRow, BottleneckRow {

  /** The table it belongs to. */
  PlannerMeasure measure();

  /** What names the row in its table; rows are listed in ascending order of it. */
  String entry();

  /** The row as a line of a planner file: measure, entry and JSON between tabs. */
  default String toLine() {
    String entry = entry();
    if (entry.indexOf('\t') >= 0 || entry.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("'" + entry + "' cannot name a row: it holds a tab");
    }
    return measure().key() + '\t' + entry + '\t' + StoredJson.writeLine(this);
  }
}
