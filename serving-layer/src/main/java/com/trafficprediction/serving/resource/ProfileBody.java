package com.trafficprediction.serving.resource;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.profile.SegmentStatistics;
import com.trafficprediction.core.profile.Usual;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.storage.records.Absent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is usual on a segment, a typical week in local time.
 *
 * @param fittedThrough the profile knows no window from this instant on
 * @param zone time zone of the days
 * @param slotMinutes length of a slot; a day has 24 x 60 / slotMinutes of them
 * @param statistics over all time
 * @param days Monday first; holidays count as Sundays
 */
record ProfileBody(
    String segmentId,
    String run,
    long fittedThrough,
    String zone,
    int slotMinutes,
    Statistics statistics,
    List<Day> days) {
  /** Beyond this many days there is no week without a holiday or clock change. */
  private static final int SEARCH_DAYS = 400;

  private static final int DAYS = 7;

  /** Speeds in km/h, volumes in vehicles per hour. */
  record Statistics(
      @Nullable Double meanSpeedKmh,
      @Nullable Double stdSpeedKmh,
      @Nullable Double minSpeedKmh,
      @Nullable Double maxSpeedKmh,
      @Nullable Double freeFlowKmh,
      @Nullable Double meanVolumeVph,
      @Nullable Double stdVolumeVph,
      long windows) {

    static Statistics of(SegmentStatistics s) {
      return new Statistics(
          Absent.orNull(s.meanSpeedKmh()),
          Absent.orNull(s.stdSpeedKmh()),
          Absent.orNull(s.minSpeedKmh()),
          Absent.orNull(s.maxSpeedKmh()),
          Absent.orNull(s.freeFlowKmh()),
          Absent.orNull(s.meanVolumeVph()),
          Absent.orNull(s.stdVolumeVph()),
          s.speedWindows());
    }
  }

  /**
   * A day of the week, slot by slot from midnight; null where nothing is known.
   *
   * @param dayOfWeek 1 Monday to 7 Sunday
   */
  record Day(
      int dayOfWeek,
      List<@Nullable Double> speedKmh,
      List<@Nullable Double> speedStdKmh,
      List<@Nullable Double> volumeVph) {}

  /** The body of a profile. */
  static ProfileBody of(String run, SegmentProfile profile, LocalCalendar calendar) {
    ProfileLookup usual = profile.at(profile.fittedThrough());
    List<Day> days = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      days.add(day(day, usual, calendar, calendar.localDay(profile.fittedThrough())));
    }
    return new ProfileBody(
        profile.segmentId(),
        run,
        profile.fittedThrough(),
        calendar.zone().getId(),
        Windows.MINUTES,
        Statistics.of(profile.statistics()),
        days);
  }

  private static Day day(int dayOfWeek, ProfileLookup usual, LocalCalendar calendar, long from) {
    long date = ordinaryDay(dayOfWeek, calendar, from);
    List<@Nullable Double> speeds = new ArrayList<>();
    List<@Nullable Double> spreads = new ArrayList<>();
    List<@Nullable Double> volumes = new ArrayList<>();
    for (int slot = 0; slot < Windows.PER_DAY; slot++) {
      long start = calendar.windowStarts(date, slot)[0];
      Usual speed = usual.speed(start);
      speeds.add(Absent.orNull(speed.mean()));
      spreads.add(Absent.orNull(speed.std()));
      volumes.add(Absent.orNull(usual.volume(start).mean()));
    }
    return new Day(dayOfWeek + 1, speeds, spreads, volumes);
  }

  /** A local day of that weekday on which the clock does not change. */
  private static long ordinaryDay(int dayOfWeek, LocalCalendar calendar, long from) {
    for (long day = from; day < from + SEARCH_DAYS; day++) {
      if (calendar.dayOfWeekOfDay(day) == dayOfWeek && hasEverySlot(calendar, day)) {
        return day;
      }
    }
    throw new IllegalStateException("no ordinary day of the week " + (dayOfWeek + 1));
  }

  private static boolean hasEverySlot(LocalCalendar calendar, long day) {
    long[] noon = calendar.windowStarts(day, Windows.PER_DAY / 2);
    return noon.length == 1 && calendar.isSteadyAround(noon[0]);
  }
}
