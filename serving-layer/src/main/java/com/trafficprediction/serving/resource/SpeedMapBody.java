package com.trafficprediction.serving.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.serving.corridor.SpeedMap;
import com.trafficprediction.serving.json.ApiJson;
import com.trafficprediction.storage.records.Absent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A corridor by place and time on one local day.
 *
 * @param watermark nothing is known from this instant on
 * @param dayOfWeek 1 Monday to 7 Sunday; a holiday is 7
 * @param stepMinutes 5, or 60 when five-minute windows of the day are no longer kept
 * @param stepReason why the step is not five minutes; empty when it is
 * @param start first column, epoch milliseconds: local midnight
 * @param columns steps of the day
 * @param observedShare share of the cells before the watermark with a speed, 0 to 1; null when
 *     there are none
 * @param stations in the order of travel
 */
record SpeedMapBody(
    String run,
    long watermark,
    String zone,
    String corridor,
    String freeway,
    String direction,
    String day,
    int dayOfWeek,
    int stepMinutes,
    String stepReason,
    long start,
    int columns,
    @Nullable Double observedShare,
    List<Station> stations) {
  private static final long MINUTE_MILLIS = 60_000;
  private static final int FINE_MINUTES = 5;

  /**
   * A station.
   *
   * @param postmileKm place along the freeway
   * @param travelKm the same in the direction of travel
   * @param lengthKm length that it stands for; null when unknown
   * @param speedKmh observed mean by column; null where nothing was observed
   * @param usualKmh usual mean of this day of the week by column
   * @param hourlyKmh observed mean by hour since midnight
   */
  record Station(
      String segmentId,
      String name,
      double postmileKm,
      double travelKm,
      @Nullable Double lengthKm,
      List<Double> speedKmh,
      List<Double> usualKmh,
      List<Double> hourlyKmh) {
    static Station of(SpeedMap.Row row) {
      Segment station = row.station();
      ChainPosition position = station.chain().orElseThrow();
      return new Station(
          station.id(),
          station.name(),
          position.postmileKm(),
          position.travelKm(),
          Absent.orNull(station.lengthKm()),
          row.speedKmh(),
          row.usualKmh(),
          row.hourlyKmh());
    }
  }

  /** A line of the table: one station in one step. */
  private record Cell(
      String segmentId,
      double postmileKm,
      String localTime,
      long start,
      int minutes,
      Double speedKmh,
      Double usualKmh) {}

  static SpeedMapBody of(
      String run,
      long watermark,
      String corridor,
      LocalDate day,
      LocalCalendar calendar,
      SpeedMap map) {
    ChainPosition position = map.rows().get(0).station().chain().orElseThrow();
    long expected =
        map.rows().size()
            * stepsUntil(watermark, map.startMillis(), map.stepMinutes(), map.columns());
    boolean fine = map.stepMinutes() == FINE_MINUTES;
    return new SpeedMapBody(
        run,
        watermark,
        calendar.zone().getId(),
        corridor,
        position.freeway(),
        position.direction().code(),
        day.toString(),
        calendar.dayOfWeekOfDay(day.toEpochDay()) + 1,
        map.stepMinutes(),
        fine ? "" : "five-minute windows of this day are no longer kept: these are hourly means",
        map.startMillis(),
        map.columns(),
        expected == 0 ? null : (Double) Math.min(1, (double) map.observed() / expected),
        map.rows().stream().map(Station::of).toList());
  }

  private static long stepsUntil(long watermark, long start, int stepMinutes, int columns) {
    long step = stepMinutes * MINUTE_MILLIS;
    return Math.max(0, Math.min(columns, (watermark - start + step - 1) / step));
  }

  /** A line per station and step. */
  List<JsonNode> table() {
    DateTimeFormatter local =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx").withZone(java.time.ZoneId.of(zone));
    List<JsonNode> lines = new ArrayList<>();
    for (Station station : stations) {
      for (int i = 0; i < columns; i++) {
        long at = start + (long) i * stepMinutes * MINUTE_MILLIS;
        lines.add(
            ApiJson.tree(
                new Cell(
                    station.segmentId(),
                    station.postmileKm(),
                    local.format(Instant.ofEpochMilli(at)),
                    at,
                    stepMinutes,
                    station.speedKmh().get(i),
                    station.usualKmh().get(i))));
      }
    }
    return lines;
  }
}
