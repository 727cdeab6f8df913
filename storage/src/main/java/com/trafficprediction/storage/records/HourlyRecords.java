package com.trafficprediction.storage.records;

import static com.trafficprediction.storage.records.Absent.orNull;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.planner.HourFold;
import com.trafficprediction.core.planner.ReferenceSpeed;
import com.trafficprediction.core.planner.TravelSums;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.HourlyAggregate;
import java.time.Instant;

/** One segment's hour as a published record. */
public final class HourlyRecords {
  private static final int WINDOWS = 60 / Windows.MINUTES;

  private HourlyRecords() {}

  /**
   * The record of an hour; its delay is the one against {@link ReferenceSpeed#DEFAULT}.
   *
   * @param hourStart first instant of the hour, epoch milliseconds
   * @param calendar the network's local time
   */
  public static HourlyAggregate toRecord(
      String segmentId, long hourStart, LocalCalendar calendar, HourFold hour) {
    WindowSums sums = hour.windows();
    TravelSums travel = hour.travel();
    boolean counted = sums.vehicleSeconds() > 0 || sums.imputedVehicleSeconds() > 0;
    return HourlyAggregate.newBuilder()
        .setSegmentId(segmentId)
        .setHourStart(Instant.ofEpochMilli(hourStart))
        .setLocalDate(calendar.date(hourStart))
        .setLocalHour(calendar.slot(hourStart) / WINDOWS)
        .setSpeedAvgKmh(orNull(sums.speedKmh()))
        .setSpeedMinKmh(orNull(hour.minSpeedKmh()))
        .setSpeedMaxKmh(orNull(hour.maxSpeedKmh()))
        .setSpeedStdKmh(orNull(hour.stdSpeedKmh()))
        .setVehicles(counted ? sums.vehicles() + sums.imputedVehicles() : null)
        .setImputedVehicles(counted ? sums.imputedVehicles() : null)
        .setVolumeVph(orNull(sums.volumeVph()))
        .setOccupancyAvgPercent(orNull(sums.occupancyPercent()))
        .setVmtVehicleKm(orNull(travel.vehicleKm()))
        .setVhtVehicleHours(orNull(travel.vehicleHours()))
        .setDelayVehicleHours(orNull(travel.delayVehicleHours(ReferenceSpeed.DEFAULT)))
        .setCongestedShare(orNull(hour.congestedShare()))
        .setObservedWindows(hour.observedWindows())
        .setExpectedWindows(WINDOWS)
        .setObservedShare((double) hour.observedWindows() / WINDOWS)
        .build();
  }
}
