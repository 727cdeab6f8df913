package com.trafficprediction.batch.planning;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.planner.FreeFlow;
import com.trafficprediction.core.planner.PeakHours;
import com.trafficprediction.core.planner.Period;
import com.trafficprediction.core.planner.Reliability;
import com.trafficprediction.core.planner.SpeedSample;
import com.trafficprediction.core.planner.TravelSums;
import com.trafficprediction.storage.planner.PeakRow;
import com.trafficprediction.storage.planner.PlaceKind;
import com.trafficprediction.storage.planner.PlannerRow;
import com.trafficprediction.storage.planner.ReliabilityRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What segments and corridors are measured by alike. Holds counts per tenth of km/h, and the days
 * that were seen, but no windows. Not thread-safe.
 */
final class PlaceMeasures {
  private final PlaceKind kind;
  private final String id;
  private final LocalCalendar calendar;
  private final Map<Period, SpeedSample> byPeriod = new EnumMap<>(Period.class);
  private final SpeedSample offPeak = new SpeedSample();
  private final PeakHours peaks = new PeakHours();
  private TravelSums travel = TravelSums.EMPTY;
  private long observed;
  private long congested;

  PlaceMeasures(PlaceKind kind, String id, LocalCalendar calendar) {
    this.kind = kind;
    this.id = id;
    this.calendar = calendar;
    for (Period period : Period.values()) {
      byPeriod.put(period, new SpeedSample());
    }
  }

  /** Adds the speed of one window; NaN adds nothing. */
  void addSpeed(long windowStart, double speedKmh) {
    if (Double.isNaN(speedKmh)) {
      return;
    }
    observed++;
    congested += speedKmh < TrafficCategory.CONGESTED_BELOW_KMH ? 1 : 0;
    long day = calendar.localDay(windowStart);
    byPeriod
        .computeIfAbsent(Period.of(calendar, windowStart), period -> new SpeedSample())
        .add(day, speedKmh);
    if (FreeFlow.isOffPeak(calendar, windowStart)) {
      offPeak.add(day, speedKmh);
    }
  }

  /** Adds what an hour amounts to; NaN for flow or speed that were not observed. */
  void addHour(long hourStart, TravelSums travelled, double volumeVph, double speedKmh) {
    travel = travel.merge(travelled);
    peaks.add(
        calendar.dayOfWeek(hourStart),
        LocalHours.hourOfDay(calendar, hourStart),
        volumeVph,
        speedKmh);
  }

  TravelSums travel() {
    return travel;
  }

  /** Windows with a speed. */
  long observed() {
    return observed;
  }

  /** Share of them under 45 mph; NaN without one. */
  double congestedShare() {
    return observed == 0 ? Double.NaN : (double) congested / observed;
  }

  double freeFlowKmh() {
    return FreeFlow.ofOffPeak(offPeak);
  }

  /** Reliability by period, and peaks. */
  List<PlannerRow> rows() {
    List<PlannerRow> rows = new ArrayList<>();
    byPeriod.forEach(
        (period, sample) ->
            rows.add(ReliabilityRow.of(kind, id, period, Reliability.of(sample, freeFlowKmh()))));
    peaks.table(PeakHours.MIN_DAYS).forEach(peak -> rows.add(PeakRow.of(kind, id, peak)));
    return rows;
  }
}
