package com.trafficprediction.serving.corridor;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.HourlyAggregate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Speeds by place and time: the stations of a corridor over one local day, beside what is usual
 * then. Columns are steps of real time from local midnight to the next, so the day of a clock
 * change has 23 or 25 hours.
 *
 * <p>In five-minute steps where every observed window of the day is still kept, which the hourly
 * aggregates tell by counting them; else in hours.
 *
 * @param startMillis local midnight, epoch milliseconds
 * @param stepMinutes 5 or 60
 * @param columns steps of the day
 * @param observed cells with a speed
 * @param rows one per station, in the order given
 */
public record SpeedMap(
    long startMillis, int stepMinutes, int columns, long observed, List<Row> rows) {
  private static final int HOUR_MINUTES = 60;
  private static final long MINUTE_MILLIS = 60_000;
  private static final double TENTHS = 10;

  public SpeedMap {
    rows = List.copyOf(rows);
  }

  /**
   * A station.
   *
   * @param station the station
   * @param speedKmh observed mean speed by column, to 0.1 km/h; NaN where nothing was observed
   * @param usualKmh usual speed by column; NaN where nothing is known
   * @param hourlyKmh observed mean speed by hour since midnight
   */
  public record Row(
      Segment station, List<Double> speedKmh, List<Double> usualKmh, List<Double> hourlyKmh) {
    public Row {
      speedKmh = Collections.unmodifiableList(speedKmh);
      usualKmh = Collections.unmodifiableList(usualKmh);
      hourlyKmh = Collections.unmodifiableList(hourlyKmh);
    }
  }

  /** First instant of a local day, epoch milliseconds. */
  public static long startOf(LocalDate day, LocalCalendar calendar) {
    return day.atStartOfDay(calendar.zone()).toInstant().toEpochMilli();
  }

  /** The map of a day. */
  public static SpeedMap of(LocalDate day, LocalCalendar calendar, List<StationDay> stations) {
    long start = startOf(day, calendar);
    long end = startOf(day.plusDays(1), calendar);
    boolean fine =
        stations.stream().mapToLong(SpeedMap::observedWindows).sum()
            >= stations.stream().mapToLong(SpeedMap::observedInHours).sum();
    int step = fine ? Windows.MINUTES : HOUR_MINUTES;
    List<Row> rows = new ArrayList<>();
    long observed = 0;
    for (StationDay station : stations) {
      double[] hourly = hours(station, start, end);
      double[] speeds = fine ? windows(station, start, end) : hourly;
      observed += Arrays.stream(speeds).filter(speed -> !Double.isNaN(speed)).count();
      rows.add(
          new Row(
              station.station(),
              tenths(speeds),
              tenths(usual(station.usual(), start, end, step)),
              tenths(hourly)));
    }
    return new SpeedMap(start, step, steps(start, end, step), observed, rows);
  }

  private static long observedWindows(StationDay station) {
    return station.windows().stream().filter(w -> !Double.isNaN(w.sums().speedKmh())).count();
  }

  private static long observedInHours(StationDay station) {
    return station.hours().stream().mapToLong(HourlyAggregate::getObservedWindows).sum();
  }

  private static int steps(long start, long end, int stepMinutes) {
    return (int) ((end - start) / (stepMinutes * MINUTE_MILLIS));
  }

  private static double[] windows(StationDay station, long start, long end) {
    double[] speeds = unknown(steps(start, end, Windows.MINUTES));
    for (TrafficWindow window : station.windows()) {
      put(speeds, (window.startMillis() - start) / Windows.MILLIS, window.sums().speedKmh());
    }
    return speeds;
  }

  private static double[] hours(StationDay station, long start, long end) {
    double[] speeds = unknown(steps(start, end, HOUR_MINUTES));
    for (HourlyAggregate hour : station.hours()) {
      Double speed = hour.getSpeedAvgKmh();
      put(
          speeds,
          (hour.getHourStart().toEpochMilli() - start) / (HOUR_MINUTES * MINUTE_MILLIS),
          speed == null ? Double.NaN : speed);
    }
    return speeds;
  }

  private static void put(double[] speeds, long column, double speed) {
    if (column >= 0 && column < speeds.length) {
      speeds[(int) column] = speed;
    }
  }

  /** Of an hour: the mean of its slots. */
  private static double[] usual(ProfileLookup profile, long start, long end, int step) {
    double[] speeds = unknown(steps(start, end, step));
    int slots = step / Windows.MINUTES;
    for (int column = 0; column < speeds.length; column++) {
      double sum = 0;
      for (int slot = 0; slot < slots; slot++) {
        sum += profile.speed(start + (column * (long) slots + slot) * Windows.MILLIS).mean();
      }
      speeds[column] = sum / slots;
    }
    return speeds;
  }

  private static double[] unknown(int columns) {
    double[] speeds = new double[columns];
    Arrays.fill(speeds, Double.NaN);
    return speeds;
  }

  private static List<Double> tenths(double[] speeds) {
    List<Double> rounded = new ArrayList<>(speeds.length);
    for (double speed : speeds) {
      rounded.add(Double.isNaN(speed) ? Double.NaN : Math.round(speed * TENTHS) / TENTHS);
    }
    return rounded;
  }
}
