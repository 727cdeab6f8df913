package com.trafficprediction.storage.records;

import static com.trafficprediction.storage.records.Absent.orNull;

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
    com.trafficprediction.schemas.TrafficWindow record =
        new com.trafficprediction.schemas.TrafficWindow();
    record.setSegmentId(window.segmentId());
    record.setWindowStart(Instant.ofEpochMilli(window.startMillis()));
    record.setWindowEnd(Instant.ofEpochMilli(window.endMillis()));
    record.setSpeedAvgKmh(orNull(sums.speedKmh()));
    record.setSpeedMinKmh(orNull(sums.minSpeedKmh()));
    record.setSpeedMaxKmh(orNull(sums.maxSpeedKmh()));
    record.setSpeedStdKmh(orNull(sums.stdSpeedKmh()));
    record.setVehicles(sums.vehicleReadings() == 0 ? null : sums.vehicles());
    record.setVolumeVph(orNull(sums.volumeVph()));
    record.setOccupancyAvgPercent(orNull(sums.occupancyPercent()));
    record.setObservedCount(sums.observedReadings());
    record.setImputedCount(sums.imputedReadings());
    record.setDuplicateCount(duplicates);
    record.setState(state);
    record.setSums(exact(sums));
    return record;
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

  /** The record of sums. */
  public static ExactWindowSums exact(WindowSums sums) {
    ExactWindowSums exact = new ExactWindowSums();
    exact.setObservedReadings(sums.observedReadings());
    exact.setImputedReadings(sums.imputedReadings());
    exact.setSpeedReadings(sums.speedReadings());
    exact.setSumSpeedCenti(sums.sumSpeedCenti());
    exact.setSumSpeedSquaredCenti(sums.sumSpeedSquaredCenti());
    exact.setMinSpeedCenti(sums.minSpeedCenti());
    exact.setMaxSpeedCenti(sums.maxSpeedCenti());
    exact.setWeightedSpeedReadings(sums.weightedSpeedReadings());
    exact.setWeightedVehicles(sums.weightedVehicles());
    exact.setSumSpeedCentiByVehicles(sums.sumSpeedCentiByVehicles());
    exact.setVehicleReadings(sums.vehicleReadings());
    exact.setVehicles(sums.vehicles());
    exact.setVehicleSeconds(sums.vehicleSeconds());
    exact.setImputedVehicles(sums.imputedVehicles());
    exact.setImputedVehicleSeconds(sums.imputedVehicleSeconds());
    exact.setOccupancyReadings(sums.occupancyReadings());
    exact.setSumOccupancyCenti(sums.sumOccupancyCenti());
    return exact;
  }
}
