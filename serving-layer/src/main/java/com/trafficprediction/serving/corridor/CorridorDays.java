package com.trafficprediction.serving.corridor;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.planner.PeakHours;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.HourlyAggregate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The days of a corridor, hour by hour, and what is usual on each day of the week: the median of
 * the days and their range. An hour or a day counts towards the usual one when at least half of its
 * length and time was observed; under {@link PeakHours#MIN_DAYS} of them nothing is usual. Holidays
 * count as Sundays.
 */
public final class CorridorDays {
  /** An hour or a day says enough when at least this share of it was observed. */
  public static final double MIN_OBSERVED_SHARE = 0.5;

  private static final int HOURS = 24;
  private static final int WEEKDAYS = LocalCalendar.SUNDAY + 1;
  private static final int WINDOWS = 60 / Windows.MINUTES;

  private CorridorDays() {}

  /**
   * A local day.
   *
   * @param day the date
   * @param dayOfWeek 1 Monday to 7 Sunday; a holiday is 7
   * @param complete false when the data begin or end within it
   * @param total the day as a whole
   * @param hours local hours 0 to 23
   */
  public record Day(
      LocalDate day, int dayOfWeek, boolean complete, Figures total, List<Figures> hours) {
    public Day {
      hours = List.copyOf(hours);
    }
  }

  /**
   * A corridor over some time; NaN what cannot be had.
   *
   * @param observedShare share of its length and time that was observed, 0 to 1
   * @param vehicleKm vehicle-kilometres, imputed flow included
   * @param vehicleHours vehicle-hours where speed was observed
   * @param speedKmh VMT / VHT
   * @param delayVehicleHours vehicle-hours lost against 60 mph
   * @param congestedKmHours length under 45 mph summed over time
   */
  public record Figures(
      double observedShare,
      double vehicleKm,
      double vehicleHours,
      double speedKmh,
      double delayVehicleHours,
      double congestedKmHours) {
    static Figures of(HourTravel travel) {
      return new Figures(
          travel.observedShare(),
          travel.vehicleKm(),
          travel.vehicleHours(),
          travel.speedKmh(),
          travel.delayVehicleHours(),
          travel.congestedKmHours());
    }
  }

  /**
   * What is usual on a day of the week.
   *
   * @param dayOfWeek 1 Monday to 7 Sunday
   * @param days days observed well enough
   * @param delayVehicleHours of a day
   * @param congestedKmHours of a day
   * @param hours local hours 0 to 23
   */
  public record Usual(
      int dayOfWeek,
      int days,
      Range delayVehicleHours,
      Range congestedKmHours,
      List<UsualHour> hours) {
    public Usual {
      hours = List.copyOf(hours);
    }
  }

  /** What is usual in an hour. */
  public record UsualHour(
      int days, Range speedKmh, Range delayVehicleHours, Range congestedKmHours) {}

  /** Least, median and greatest of some days; NaN under the fewest that say something. */
  public record Range(double least, double median, double greatest) {
    static Range of(double[] values) {
      double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
      if (known.length < PeakHours.MIN_DAYS) {
        return new Range(Double.NaN, Double.NaN, Double.NaN);
      }
      double median = (known[(known.length - 1) / 2] + known[known.length / 2]) / 2;
      return new Range(known[0], median, known[known.length - 1]);
    }
  }

  /**
   * The days in a span of time, those without any reading among them.
   *
   * @param fromMillis first instant of which readings were expected
   * @param untilMillis none were expected from here on
   * @param stations the corridor with the hours of its stations in that span
   */
  public static List<Day> of(
      LocalCalendar calendar,
      long fromMillis,
      long untilMillis,
      Map<Segment, List<HourlyAggregate>> stations) {
    TreeMap<Long, HourTravel[]> days = new TreeMap<>();
    long last = calendar.localDay(untilMillis - 1);
    for (long day = calendar.localDay(fromMillis); day <= last; day++) {
      HourTravel[] hours = new HourTravel[HOURS];
      for (int hour = 0; hour < HOURS; hour++) {
        hours[hour] = new HourTravel();
        int windows = expected(calendar, day, hour, fromMillis, untilMillis);
        for (Segment station : stations.keySet()) {
          hours[hour].expect(station, windows);
        }
      }
      days.put(day, hours);
    }
    stations.forEach(
        (station, hours) -> {
          for (HourlyAggregate hour : hours) {
            Optional.ofNullable(days.get(hour.getLocalDate().toEpochDay()))
                .ifPresent(day -> day[hour.getLocalHour()].add(station, hour));
          }
        });
    List<Day> found = new ArrayList<>();
    days.forEach(
        (localDay, hours) -> {
          LocalDate date = LocalDate.ofEpochDay(localDay);
          boolean complete =
              SpeedMap.startOf(date, calendar) >= fromMillis
                  && SpeedMap.startOf(date.plusDays(1), calendar) <= untilMillis;
          found.add(day(date, complete, hours, calendar));
        });
    return found;
  }

  private static int expected(
      LocalCalendar calendar, long day, int hour, long fromMillis, long untilMillis) {
    return IntStream.range(hour * WINDOWS, (hour + 1) * WINDOWS)
        .map(
            slot ->
                (int)
                    Arrays.stream(calendar.windowStarts(day, slot))
                        .filter(start -> start >= fromMillis && start < untilMillis)
                        .count())
        .sum();
  }

  private static Day day(
      LocalDate date, boolean complete, HourTravel[] hours, LocalCalendar calendar) {
    HourTravel total = new HourTravel();
    Arrays.stream(hours).forEach(total::add);
    return new Day(
        date,
        calendar.dayOfWeekOfDay(date.toEpochDay()) + 1,
        complete,
        Figures.of(total),
        Arrays.stream(hours).map(Figures::of).toList());
  }

  /** What is usual on each day of the week, Monday first. */
  public static List<Usual> usual(List<Day> days) {
    return IntStream.rangeClosed(1, WEEKDAYS)
        .mapToObj(
            dayOfWeek ->
                usual(dayOfWeek, days.stream().filter(d -> d.dayOfWeek() == dayOfWeek).toList()))
        .toList();
  }

  private static Usual usual(int dayOfWeek, List<Day> days) {
    List<Figures> whole =
        wellObserved(days.stream().filter(Day::complete).map(Day::total).toList());
    List<UsualHour> hours = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      int at = hour;
      List<Figures> figures = wellObserved(days.stream().map(day -> day.hours().get(at)).toList());
      hours.add(
          new UsualHour(
              figures.size(),
              range(figures, Figures::speedKmh),
              range(figures, Figures::delayVehicleHours),
              range(figures, Figures::congestedKmHours)));
    }
    return new Usual(
        dayOfWeek,
        whole.size(),
        range(whole, Figures::delayVehicleHours),
        range(whole, Figures::congestedKmHours),
        hours);
  }

  private static List<Figures> wellObserved(List<Figures> figures) {
    return figures.stream().filter(f -> f.observedShare() >= MIN_OBSERVED_SHARE).toList();
  }

  private static Range range(List<Figures> figures, ToDoubleFunction<Figures> value) {
    return Range.of(figures.stream().mapToDouble(value).toArray());
  }
}
