package com.trafficprediction.storage.planner;

import static com.trafficprediction.storage.records.Absent.orNull;

import com.trafficprediction.core.planner.PeakHours;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * When a place is busiest and slowest in one half of one day of the week; holidays count as
 * Sundays.
 *
 * @param kind segment or corridor
 * @param id the segment, or the corridor
 * @param dayOfWeek 1 Monday to 7 Sunday, as ISO 8601 counts
 * @param half {@code morning} is midnight to noon, {@code evening} noon to midnight
 * @param busiestHour local hour with the greatest mean flow, 0 to 23; absent without volume
 * @param busiestVolumeVph that flow: of a corridor, the mean over its observed length
 * @param slowestHour local hour with the least mean speed, 0 to 23
 * @param slowestSpeedKmh that speed
 * @param days days behind the slowest hour
 */
public record PeakRow(
    PlaceKind kind,
    String id,
    int dayOfWeek,
    String half,
    @Nullable Integer busiestHour,
    @Nullable Double busiestVolumeVph,
    @Nullable Integer slowestHour,
    @Nullable Double slowestSpeedKmh,
    long days)
    implements PlannerRow {

  /** The row of a peak. */
  public static PeakRow of(PlaceKind kind, String id, PeakHours.Peak peak) {
    return new PeakRow(
        kind,
        id,
        peak.dayOfWeek() + 1,
        peak.half().name().toLowerCase(Locale.ROOT),
        hour(peak.busiestHour()),
        orNull(peak.busiestVolumeVph()),
        hour(peak.slowestHour()),
        orNull(peak.slowestSpeedKmh()),
        peak.days());
  }

  private static @Nullable Integer hour(OptionalInt hour) {
    return hour.isPresent() ? hour.getAsInt() : null;
  }

  @Override
  public PlannerMeasure measure() {
    return PlannerMeasure.PEAKS;
  }

  @Override
  public String entry() {
    return kind.key() + '/' + id + '/' + dayOfWeek + '/' + half;
  }
}
