package com.trafficprediction.core.planner;

import com.trafficprediction.core.calendar.LocalCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/**
 * When a place is busiest and slowest, by day of the week; holidays count as Sundays.
 *
 * <pre>{@code
 * PeakHours peaks = new PeakHours();
 * hours.forEach(h -> peaks.add(calendar.dayOfWeek(h.start()), h.localHour(), h.volume(), h.speed()));
 * List<PeakHours.Peak> table = peaks.table(PeakHours.MIN_DAYS);
 * }</pre>
 *
 * <p>Mutable and not thread-safe.
 */
public final class PeakHours {
  /** Fewer hours of one weekday than this make no typical hour. */
  public static final int MIN_DAYS = 3;

  private static final int DAYS = LocalCalendar.SUNDAY + 1;
  private static final int HOURS = 24;
  private static final int NOON = 12;
  private static final double MILLIS = 1000.0;

  private final long[][] volumeN = new long[DAYS][HOURS];
  private final long[][] sumVolume = new long[DAYS][HOURS];
  private final long[][] speedN = new long[DAYS][HOURS];
  private final long[][] sumMillisPerKm = new long[DAYS][HOURS];

  /**
   * Adds one hour of one day.
   *
   * @param dayOfWeek 0 Monday to 6 Sunday, as the calendar gives it
   * @param localHour 0 to 23
   * @param volumeVph observed flow, NaN when there is none
   * @param speedKmh observed mean speed, NaN when there is none
   */
  public void add(int dayOfWeek, int localHour, double volumeVph, double speedKmh) {
    if (!Double.isNaN(volumeVph)) {
      volumeN[dayOfWeek][localHour]++;
      sumVolume[dayOfWeek][localHour] += Math.round(volumeVph);
    }
    if (!Double.isNaN(speedKmh)) {
      double speed = Math.max(TravelSums.MIN_SPEED_KMH, speedKmh);
      speedN[dayOfWeek][localHour]++;
      sumMillisPerKm[dayOfWeek][localHour] += Math.round(3600 * MILLIS / speed);
    }
  }

  /** Takes over what another one added. */
  public void merge(PeakHours other) {
    for (int day = 0; day < DAYS; day++) {
      for (int hour = 0; hour < HOURS; hour++) {
        volumeN[day][hour] += other.volumeN[day][hour];
        sumVolume[day][hour] += other.sumVolume[day][hour];
        speedN[day][hour] += other.speedN[day][hour];
        sumMillisPerKm[day][hour] += other.sumMillisPerKm[day][hour];
      }
    }
  }

  /** A half of the day. */
  public enum Half {
    /** Midnight to noon. */
    MORNING,
    /** Noon to midnight. */
    EVENING
  }

  /**
   * The peak of one half of one weekday.
   *
   * @param dayOfWeek 0 Monday to 6 Sunday
   * @param half the half of the day
   * @param busiestHour hour with the greatest mean flow; empty without volume
   * @param busiestVolumeVph that flow; NaN without volume
   * @param slowestHour hour with the least mean speed
   * @param slowestSpeedKmh that speed: the inverse of the mean travel time per km
   * @param days days behind the slowest hour
   */
  public record Peak(
      int dayOfWeek,
      Half half,
      OptionalInt busiestHour,
      double busiestVolumeVph,
      OptionalInt slowestHour,
      double slowestSpeedKmh,
      long days) {}

  /** Peaks of every weekday and half that has at least {@code minDays} days in some hour. */
  public List<Peak> table(int minDays) {
    List<Peak> peaks = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      for (Half half : Half.values()) {
        Peak peak = peak(day, half, minDays);
        if (peak.busiestHour().isPresent() || peak.slowestHour().isPresent()) {
          peaks.add(peak);
        }
      }
    }
    return peaks;
  }

  private Peak peak(int day, Half half, int minDays) {
    int from = half == Half.MORNING ? 0 : NOON;
    IntToDoubleFunction volume =
        hour ->
            volumeN[day][hour] < minDays
                ? Double.NaN
                : (double) sumVolume[day][hour] / volumeN[day][hour];
    IntToDoubleFunction time =
        hour ->
            speedN[day][hour] < minDays
                ? Double.NaN
                : (double) sumMillisPerKm[day][hour] / speedN[day][hour];
    OptionalInt busiest = greatest(from, volume);
    OptionalInt slowest = greatest(from, time);
    return new Peak(
        day,
        half,
        busiest,
        busiest.isEmpty() ? Double.NaN : volume.applyAsDouble(busiest.getAsInt()),
        slowest,
        slowest.isEmpty() ? Double.NaN : 3600 * MILLIS / time.applyAsDouble(slowest.getAsInt()),
        slowest.isEmpty() ? 0 : speedN[day][slowest.getAsInt()]);
  }

  /** The hour of a half day with the greatest value, the earliest of equal ones; NaN is none. */
  private static OptionalInt greatest(int from, IntToDoubleFunction value) {
    OptionalInt best = OptionalInt.empty();
    for (int hour = from; hour < from + NOON; hour++) {
      double candidate = value.applyAsDouble(hour);
      boolean known = !Double.isNaN(candidate);
      if (known && (best.isEmpty() || candidate > value.applyAsDouble(best.getAsInt()))) {
        best = OptionalInt.of(hour);
      }
    }
    return best;
  }
}
