package com.trafficprediction.batch.planning;

import static com.trafficprediction.storage.records.Absent.orNull;

import com.trafficprediction.batch.shuffle.HourWritable;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.planner.HourFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.storage.planner.PlaceKind;
import com.trafficprediction.storage.planner.PlannerRow;
import com.trafficprediction.storage.planner.SegmentRow;
import com.trafficprediction.storage.planner.TravelFigures;
import java.util.ArrayList;
import java.util.List;

/** Measures one segment from its hours in the order of time. Not thread-safe. */
final class SegmentMeasures {
  private static final long NO_HOUR = Long.MIN_VALUE;

  private final Segment segment;
  private final PlaceMeasures measures;
  private HourFold hour;
  private long hourStart = NO_HOUR;

  SegmentMeasures(Segment segment, LocalCalendar calendar) {
    this.segment = segment;
    this.measures = new PlaceMeasures(PlaceKind.SEGMENT, segment.id(), calendar);
    this.hour = new HourFold(segment.lengthKm());
  }

  /** Adds a part of an hour; hours must not go back in time. */
  void add(long startOfHour, HourWritable part) {
    if (startOfHour != hourStart) {
      finishHour();
      hourStart = startOfHour;
      hour = new HourFold(segment.lengthKm());
    }
    for (int i = 0; i < HourWritable.WINDOWS; i++) {
      if (part.has(i)) {
        WindowSums window = part.get(i);
        hour.add(window);
        measures.addSpeed(startOfHour + i * Windows.MILLIS, window.speedKmh());
      }
    }
  }

  private void finishHour() {
    if (hourStart != NO_HOUR) {
      WindowSums sums = hour.windows();
      measures.addHour(hourStart, hour.travel(), sums.volumeVph(), sums.speedKmh());
    }
  }

  /**
   * The segment's rows, after its last hour.
   *
   * @param expectedWindows windows between the run's start and its watermark
   */
  List<PlannerRow> rows(long expectedWindows) {
    finishHour();
    hourStart = NO_HOUR;
    List<PlannerRow> rows = new ArrayList<>();
    rows.add(
        new SegmentRow(
            segment.id(),
            segment.chain().map(ChainPosition::chainId).orElse(null),
            orNull(segment.lengthKm()),
            orNull(measures.freeFlowKmh()),
            orNull(measures.congestedShare()),
            measures.observed(),
            expectedWindows,
            TravelFigures.of(measures.travel())));
    rows.addAll(measures.rows());
    return rows;
  }
}
