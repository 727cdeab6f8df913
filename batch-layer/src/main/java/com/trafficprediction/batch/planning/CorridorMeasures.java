package com.trafficprediction.batch.planning;

import static com.trafficprediction.storage.records.Absent.orNull;

import com.trafficprediction.batch.shuffle.HourWritable;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.planner.Bottleneck;
import com.trafficprediction.core.planner.BottleneckDetector;
import com.trafficprediction.core.planner.BottleneckRanking;
import com.trafficprediction.core.planner.ReferenceSpeed;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.storage.planner.BottleneckRow;
import com.trafficprediction.storage.planner.CorridorRow;
import com.trafficprediction.storage.planner.PlaceKind;
import com.trafficprediction.storage.planner.PlannerRow;
import com.trafficprediction.storage.planner.TravelFigures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures one corridor from the hours of its stations in the order of time: holds one day of it,
 * and a small record per bottleneck and day. Not thread-safe.
 */
final class CorridorMeasures {
  /** A corridor's speed at a moment is that of at least this share of its length. */
  static final int MIN_COVERED_PERCENT = 50;

  private final List<Segment> stations;
  private final ChainPosition position;
  private final LocalCalendar calendar;
  private final BottleneckDetector detector;
  private final PlaceMeasures measures;
  private final CoveredLength covered;
  private final long minMetres;
  private final List<Bottleneck> bottlenecks = new ArrayList<>();
  private @Nullable CorridorDay day;

  /**
   * @param stations the corridor's stations, at least one
   */
  CorridorMeasures(List<Segment> stations, LocalCalendar calendar) {
    this.stations = stations;
    this.position = stations.get(0).chain().orElseThrow();
    this.calendar = calendar;
    this.detector = new BottleneckDetector(calendar, ReferenceSpeed.DEFAULT);
    this.measures = new PlaceMeasures(PlaceKind.CORRIDOR, position.chainId(), calendar);
    long metres = stations.stream().mapToLong(CorridorDay::metres).sum();
    this.covered = new CoveredLength(metres);
    this.minMetres = (metres * MIN_COVERED_PERCENT + 99) / 100;
  }

  /** Adds a part of a station's hour; days must not go back in time. */
  void add(Segment station, long hourStart, HourWritable part) {
    long localDay = calendar.localDay(hourStart);
    CorridorDay open = day;
    if (open == null || open.chain().localDay() != localDay) {
      finishDay();
      open = new CorridorDay(calendar, localDay, stations);
      day = open;
    }
    for (int i = 0; i < HourWritable.WINDOWS; i++) {
      if (part.has(i)) {
        open.put(station, hourStart + i * Windows.MILLIS, part.get(i));
      }
    }
  }

  private void finishDay() {
    CorridorDay open = day;
    if (open != null) {
      bottlenecks.addAll(detector.detect(open.chain()));
      open.addMoments(measures, covered, minMetres);
      open.addHours(measures);
    }
    day = null;
  }

  /** The corridor's rows, after its last hour. Speeds need volume and lengths. */
  List<PlannerRow> rows() {
    finishDay();
    List<PlannerRow> rows = new ArrayList<>();
    rows.add(
        new CorridorRow(
            position.chainId(),
            position.freeway(),
            position.direction().code(),
            stations.size(),
            orNull(stations.stream().mapToDouble(Segment::lengthKm).sum()),
            orNull(measures.freeFlowKmh()),
            orNull(measures.congestedShare()),
            covered.moments(),
            orNull(covered.meanShare()),
            TravelFigures.of(measures.travel())));
    if (covered.moments() > 0) {
      rows.addAll(measures.rows());
    }
    for (BottleneckRanking.Place place : BottleneckRanking.rank(bottlenecks)) {
      rows.add(BottleneckRow.of(position.chainId(), place));
    }
    return rows;
  }
}
