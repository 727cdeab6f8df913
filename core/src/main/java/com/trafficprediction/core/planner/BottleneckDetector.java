package com.trafficprediction.core.planner;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.units.LengthUnit;
import com.trafficprediction.core.units.SpeedUnit;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds bottlenecks as PeMS does (Chen, Skabardonis and Varaiya 2004, Systematic Identification of
 * Freeway Bottlenecks): between a station and the next one downstream, less than 3 miles away,
 * speed rises by at least 20 mph while the upstream station is below 40 mph, in at least 5 of any 7
 * successive five-minute points. It is then active from the first to the last such point of those
 * seven.
 *
 * <p>Its queue is the run of stations upstream that are below 40 mph without a gap of 3 miles or a
 * station that was not observed: gaps are never bridged. Extent is the sum of their lengths, or the
 * distance from the last to the first where lengths are not known.
 *
 * <p>Immutable and thread-safe.
 */
public final class BottleneckDetector {
  private static final double MAX_GAP_KM = LengthUnit.MILES.toKm(3);
  private static final double MIN_RISE_KMH = SpeedUnit.MPH.toKmh(20);
  private static final double SLOW_BELOW_KMH = SpeedUnit.MPH.toKmh(40);
  private static final int SPAN = 7;
  private static final int NEEDED = 5;

  private final LocalCalendar calendar;
  private final ReferenceSpeed reference;

  /**
   * @param calendar the network's local time, for shifts
   * @param reference speed against which delay is measured
   */
  public BottleneckDetector(LocalCalendar calendar, ReferenceSpeed reference) {
    this.calendar = calendar;
    this.reference = reference;
  }

  /** Bottlenecks of one day, ordered by shift, then in the direction of traffic. */
  public List<Bottleneck> detect(ChainDay day) {
    List<Bottleneck> found = new ArrayList<>();
    for (Shift shift : Shift.values()) {
      int[] points = pointsOf(day, shift);
      for (int station = 0; station + 1 < day.stations().size(); station++) {
        measure(day, shift, station, active(day, station, points)).ifPresent(found::add);
      }
    }
    return found;
  }

  private int[] pointsOf(ChainDay day, Shift shift) {
    return IntStream.range(0, day.points())
        .filter(
            point -> {
              int hour = Period.hourOf(calendar, day.millisAt(point));
              return hour >= shift.fromHour() && hour < shift.untilHour();
            })
        .toArray();
  }

  /** The active ones of a shift's points. */
  private static int[] active(ChainDay day, int station, int[] points) {
    boolean[] flagged = new boolean[points.length];
    for (int i = 0; i < points.length; i++) {
      flagged[i] = rises(day, station, points[i]);
    }
    boolean[] active = new boolean[points.length];
    for (int from = 0; from + SPAN <= points.length; from++) {
      int count = 0;
      int first = -1;
      int last = -1;
      for (int i = from; i < from + SPAN; i++) {
        if (flagged[i]) {
          count++;
          first = first < 0 ? i : first;
          last = i;
        }
      }
      if (count >= NEEDED) {
        Arrays.fill(active, first, last + 1, true);
      }
    }
    return IntStream.range(0, points.length).filter(i -> active[i]).map(i -> points[i]).toArray();
  }

  private static boolean rises(ChainDay day, int station, int point) {
    double upstream = day.speedKmh(station, point);
    double downstream = day.speedKmh(station + 1, point);
    // Comparisons with NaN are false: what was not observed is no bottleneck.
    return day.gapKm(station) < MAX_GAP_KM
        && upstream < SLOW_BELOW_KMH
        && downstream - upstream >= MIN_RISE_KMH;
  }

  private Optional<Bottleneck> measure(ChainDay day, Shift shift, int station, int[] active) {
    if (active.length == 0) {
      return Optional.empty();
    }
    double sumExtent = 0;
    double maxExtent = 0;
    TravelSums travel = TravelSums.EMPTY;
    for (int point : active) {
      int tail = tail(day, station, point);
      double extent = extentKm(day, tail, station);
      sumExtent += extent;
      maxExtent = Math.max(maxExtent, extent);
      for (int i = tail; i <= station; i++) {
        double lengthKm = day.stations().get(i).lengthKm();
        travel = travel.merge(TravelSums.of(day.window(i, point), lengthKm));
      }
    }
    return Optional.of(
        new Bottleneck(
            day.stations().get(station).segmentId(),
            day.stations().get(station + 1).segmentId(),
            day.localDay(),
            shift,
            day.millisAt(active[0]),
            active.length * Windows.MINUTES,
            sumExtent / active.length,
            maxExtent,
            sumExtent * Windows.MINUTES / 60.0,
            travel.delayVehicleHours(reference)));
  }

  /** The last station of the queue whose head is {@code head}. */
  private static int tail(ChainDay day, int head, int point) {
    int tail = head;
    while (tail > 0
        && day.gapKm(tail - 1) < MAX_GAP_KM
        && day.speedKmh(tail - 1, point) < SLOW_BELOW_KMH) {
      tail--;
    }
    return tail;
  }

  private static double extentKm(ChainDay day, int tail, int head) {
    double sum = 0;
    for (int i = tail; i <= head; i++) {
      sum += day.stations().get(i).lengthKm();
    }
    return Double.isNaN(sum)
        ? day.stations().get(head).travelKm() - day.stations().get(tail).travelKm()
        : sum;
  }
}
