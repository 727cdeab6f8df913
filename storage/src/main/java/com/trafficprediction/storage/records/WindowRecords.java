package com.trafficprediction.storage.records;

import static com.trafficprediction.storage.records.EventRecords.orNull;

import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.schemas.ExactWindowSums;
import com.trafficprediction.schemas.WindowState;
import java.time.Instant;

/** Windows as published records: the averages for people, the exact sums for whoever merges. */
public final class WindowRecords {
  private WindowRecords() {}

  /**
   * The record of a window.
   *
   * @param duplicates readings dropped because their event id was counted already
   * @param state how final the window is
   */
  public static com.trafficprediction.schemas.TrafficWindow toRecord(
      TrafficWindow window, int duplicates, WindowState state) {
    WindowSums sums = window.sums();
    return com.trafficprediction.schemas.TrafficWindow.newBuilder()
        .setSegmentId(window.segmentId())
        .setWindowStart(Instant.ofEpochMilli(window.startMillis()))
        .setWindowEnd(Instant.ofEpochMilli(window.endMillis()))
        .setSpeedAvgKmh(orNull(sums.speedKmh()))
        .setSpeedMinKmh(orNull(sums.minSpeedKmh()))
        .setSpeedMaxKmh(orNull(sums.maxSpeedKmh()))
        .setSpeedStdKmh(orNull(sums.stdSpeedKmh()))
        .setVehicles(sums.vehicleReadings() == 0 ? null : sums.vehicles())
        .setVolumeVph(orNull(sums.volumeVph()))
        .setOccupancyAvgPercent(orNull(sums.occupancyPercent()))
        .setObservedCount(sums.observedReadings())
        .setImputedCount(sums.imputedReadings())
        .setDuplicateCount(duplicates)
        .setState(state)
        .setSums(exact(sums))
        .build();
  }

  /** The window of a record, to the last bit. */
  public static TrafficWindow toWindow(com.trafficprediction.schemas.TrafficWindow record) {
    return new TrafficWindow(
        record.getSegmentId(), record.getWindowStart().toEpochMilli(), sums(record.getSums()));
  }

  /** The sums of a record. */
  public static WindowSums sums(ExactWindowSums exact) {
    return new WindowSums(
        exact.getObservedReadings(),
        exact.getImputedReadings(),
        exact.getSpeedReadings(),
        exact.getSumSpeedCenti(),
        exact.getSumSpeedSquaredCenti(),
        exact.getMinSpeedCenti(),
        exact.getMaxSpeedCenti(),
        exact.getWeightedSpeedReadings(),
        exact.getWeightedVehicles(),
        exact.getSumSpeedCentiByVehicles(),
        exact.getVehicleReadings(),
        exact.getVehicles(),
        exact.getVehicleSeconds(),
        exact.getImputedVehicles(),
        exact.getImputedVehicleSeconds(),
        exact.getOccupancyReadings(),
        exact.getSumOccupancyCenti());
  }

  private static ExactWindowSums exact(WindowSums sums) {
    return ExactWindowSums.newBuilder()
        .setObservedReadings(sums.observedReadings())
        .setImputedReadings(sums.imputedReadings())
        .setSpeedReadings(sums.speedReadings())
        .setSumSpeedCenti(sums.sumSpeedCenti())
        .setSumSpeedSquaredCenti(sums.sumSpeedSquaredCenti())
        .setMinSpeedCenti(sums.minSpeedCenti())
        .setMaxSpeedCenti(sums.maxSpeedCenti())
        .setWeightedSpeedReadings(sums.weightedSpeedReadings())
        .setWeightedVehicles(sums.weightedVehicles())
        .setSumSpeedCentiByVehicles(sums.sumSpeedCentiByVehicles())
        .setVehicleReadings(sums.vehicleReadings())
        .setVehicles(sums.vehicles())
        .setVehicleSeconds(sums.vehicleSeconds())
        .setImputedVehicles(sums.imputedVehicles())
        .setImputedVehicleSeconds(sums.imputedVehicleSeconds())
        .setOccupancyReadings(sums.occupancyReadings())
        .setSumOccupancyCenti(sums.sumOccupancyCenti())
        .build();
  }
}
