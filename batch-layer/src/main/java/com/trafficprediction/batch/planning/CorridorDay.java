package com.trafficprediction.batch.planning;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.planner.ChainDay;
import com.trafficprediction.core.planner.TravelSums;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * One local day of one corridor: every station's windows for the bottlenecks, and what the stations
 * amount to at each moment. Not thread-safe.
 */
final class CorridorDay {
  private static final double METRES_PER_KM = 1000.0;

  private final LocalCalendar calendar;
  private final ChainDay chain;
  private final long startMillis;
  private final TravelSums[] travel;
  private final long[] timedMetres;
  private final long[] countedMetres;
  private final long[] volumeMetres;

  CorridorDay(LocalCalendar calendar, long localDay, List<Segment> stations) {
    this.calendar = calendar;
    this.startMillis = startOf(calendar, localDay);
    this.chain = new ChainDay(localDay, startMillis, startOf(calendar, localDay + 1), stations);
    int points = chain.points();
    this.travel = new TravelSums[points];
    Arrays.fill(travel, TravelSums.EMPTY);
    this.timedMetres = new long[points];
    this.countedMetres = new long[points];
    this.volumeMetres = new long[points];
  }

  private static long startOf(LocalCalendar calendar, long localDay) {
    return LocalDate.ofEpochDay(localDay).atStartOfDay(calendar.zone()).toInstant().toEpochMilli();
  }

  /** Length in whole metres; 0 when unknown. */
  static long metres(Segment segment) {
    return Math.round(Double.isNaN(segment.lengthKm()) ? 0 : segment.lengthKm() * METRES_PER_KM);
  }

  /** Puts the window of a station, each once. */
  void put(Segment station, long windowStart, WindowSums window) {
    chain.put(station.id(), windowStart, window);
    int point = (int) ((windowStart - startMillis) / Windows.MILLIS);
    TravelSums travelled = TravelSums.of(window, station.lengthKm());
    travel[point] = travel[point].merge(travelled);
    if (!Double.isNaN(travelled.vehicleHours())) {
      timedMetres[point] += metres(station);
    }
    if (!Double.isNaN(window.volumeVph())) {
      countedMetres[point] += metres(station);
      volumeMetres[point] += Math.round(window.volumeVph()) * metres(station);
    }
  }

  ChainDay chain() {
    return chain;
  }

  /** Adds the moments whose observed length is at least {@code minMetres}. */
  void addMoments(PlaceMeasures measures, CoveredLength covered, long minMetres) {
    for (int point = 0; point < travel.length; point++) {
      double speed = travel[point].speedKmh();
      if (timedMetres[point] > 0 && timedMetres[point] >= minMetres && !Double.isNaN(speed)) {
        measures.addSpeed(chain.millisAt(point), speed);
        covered.add(timedMetres[point]);
      }
    }
  }

  /** Adds every hour of the day in which something was counted. */
  void addHours(PlaceMeasures measures) {
    int from = 0;
    while (from < travel.length) {
      long hourStart = LocalHours.startOf(calendar, chain.millisAt(from));
      TravelSums sum = TravelSums.EMPTY;
      long counted = 0;
      long volume = 0;
      int point = from;
      while (point < travel.length
          && LocalHours.startOf(calendar, chain.millisAt(point)) == hourStart) {
        sum = sum.merge(travel[point]);
        counted += countedMetres[point];
        volume += volumeMetres[point];
        point++;
      }
      if (!sum.isEmpty()) {
        double flow = counted == 0 ? Double.NaN : (double) volume / counted;
        measures.addHour(chain.millisAt(from), sum, flow, sum.speedKmh());
      }
      from = point;
    }
  }
}
