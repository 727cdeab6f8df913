package com.trafficprediction.storage.records;

import static com.trafficprediction.storage.records.Absent.orNaN;
import static com.trafficprediction.storage.records.Absent.orNull;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.schemas.ReadingQuality;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.ValidationStatus;
import java.time.Instant;

/** Readings as {@link TrafficEvent}s. */
public final class EventRecords {
  private static final int FULLY_OBSERVED_CENTI = 100_00;

  private EventRecords() {}

  /**
   * The record of a validated reading.
   *
   * @param processedAt when it was validated, wall time
   * @param processorId which process validated it
   */
  public static TrafficEvent toRecord(Reading reading, Instant processedAt, String processorId) {
    TrafficEvent event = new TrafficEvent();
    event.setEventId(reading.eventId());
    event.setSegmentId(reading.segmentId());
    event.setTimestamp(Instant.ofEpochMilli(reading.startMillis()));
    event.setIntervalSeconds(reading.intervalSeconds());
    event.setSpeedKmh(orNull(Quantity.fromCenti(reading.speedCenti())));
    event.setVolumeVph(orNull(reading.volumeVph()));
    event.setOccupancyPercent(orNull(Quantity.fromCenti(reading.occupancyCenti())));
    event.setObservedPercent(Quantity.fromCenti(reading.observedCenti()));
    event.setProcessedAt(processedAt);
    event.setProcessorId(processorId);
    event.setQuality(quality(reading));
    event.setValidationStatus(ValidationStatus.valid);
    return event;
  }

  /** The reading of a record: quantising again gives back the integers it was written from. */
  public static Reading toReading(TrafficEvent event) {
    return new Reading(
        event.getEventId(),
        event.getSegmentId(),
        event.getTimestamp().toEpochMilli(),
        event.getIntervalSeconds(),
        Quantity.centi(orNaN(event.getSpeedKmh())),
        Quantity.vehicles(orNaN(event.getVolumeVph()), event.getIntervalSeconds()),
        Quantity.centi(orNaN(event.getOccupancyPercent())),
        Quantity.centi(event.getObservedPercent()));
  }

  private static ReadingQuality quality(Reading reading) {
    if (reading.imputed()) {
      return ReadingQuality.imputed;
    }
    return reading.observedCenti() < FULLY_OBSERVED_CENTI
        ? ReadingQuality.partial
        : ReadingQuality.observed;
  }
}
