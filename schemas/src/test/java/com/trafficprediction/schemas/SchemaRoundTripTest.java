package com.trafficprediction.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Records come back from the wire as they were, absent values as null. */
class SchemaRoundTripTest {
  private static final Instant NOON = Instant.parse("2022-01-22T12:00:00Z");

  @Test
  void eventWithEverything() throws IOException {
    TrafficEvent event =
        bareEvent()
            .setSpeedKmh(88.51)
            .setVolumeVph(1440.0)
            .setOccupancyPercent(7.25)
            .setObservedPercent(60)
            .setLatitude(33.78)
            .setLongitude(-117.87)
            .setMetadata(Map.of("lane", "2"))
            .build();

    TrafficEvent read = TrafficEvent.fromByteBuffer(event.toByteBuffer());

    assertThat(read).isEqualTo(event);
    assertThat(read.getTimestamp()).isEqualTo(NOON);
  }

  @Test
  void eventWithoutMeasurementsHasNullsAndFullObservation() throws IOException {
    TrafficEvent read = TrafficEvent.fromByteBuffer(bareEvent().build().toByteBuffer());

    assertThat(read.getSpeedKmh()).isNull();
    assertThat(read.getVolumeVph()).isNull();
    assertThat(read.getOccupancyPercent()).isNull();
    assertThat(read.getMetadata()).isNull();
    assertThat(read.getObservedPercent()).isEqualTo(100.0);
  }

  @Test
  void invalidEventKeepsItsBytes() throws IOException {
    byte[] original = "{\"speed_kmh\": 999".getBytes(StandardCharsets.UTF_8);
    InvalidEvent event =
        InvalidEvent.newBuilder()
            .setOriginal(ByteBuffer.wrap(original))
            .setReasons(List.of(new RejectionReason("unparsable", null, "not JSON")))
            .setSourceTopic("traffic-raw")
            .setSourcePartition(3)
            .setSourceOffset(17)
            .setRejectedAt(NOON)
            .setProcessorId("p")
            .build();

    InvalidEvent read = InvalidEvent.fromByteBuffer(event.toByteBuffer());

    assertThat(read).isEqualTo(event);
    assertThat(read.getOriginal()).isEqualTo(ByteBuffer.wrap(original));
  }

  @Test
  void windowKeepsItsSums() throws IOException {
    ExactWindowSums sums =
        ExactWindowSums.newBuilder()
            .setObservedReadings(2)
            .setImputedReadings(0)
            .setSpeedReadings(2)
            .setSumSpeedCenti(17_702)
            .setSumSpeedSquaredCenti(156_680_402)
            .setMinSpeedCenti(8_850)
            .setMaxSpeedCenti(8_852)
            .setWeightedSpeedReadings(0)
            .setWeightedVehicles(0)
            .setSumSpeedCentiByVehicles(0)
            .setVehicleReadings(0)
            .setVehicles(0)
            .setVehicleSeconds(0)
            .setImputedVehicles(0)
            .setImputedVehicleSeconds(0)
            .setOccupancyReadings(0)
            .setSumOccupancyCenti(0)
            .build();
    TrafficWindow window =
        TrafficWindow.newBuilder()
            .setSegmentId("LA_001")
            .setWindowStart(NOON)
            .setWindowEnd(NOON.plusSeconds(300))
            .setSpeedAvgKmh(88.51)
            .setObservedCount(2)
            .setImputedCount(0)
            .setSums(sums)
            .build();

    TrafficWindow read = TrafficWindow.fromByteBuffer(window.toByteBuffer());

    assertThat(read).isEqualTo(window);
    assertThat(read.getVehicles()).isNull();
    assertThat(read.getState()).isEqualTo(WindowState.unknown);
  }

  @Test
  void predictionOfANetworkWithoutVolumeOrCoordinates() throws IOException {
    TrafficPrediction prediction =
        TrafficPrediction.newBuilder()
            .setPredictionId("p1")
            .setSegmentId("LA_001")
            .setTimestamp(NOON)
            .setPredictionTimestamp(NOON.plusSeconds(900))
            .setPredictedSpeed(61.2)
            .setPredictionHorizonMinutes(15)
            .setConfidenceScore(0.8)
            .setConfidenceInterval(new ConfidenceInterval(52.0, 70.4))
            .setCategory(TrafficCategory.light_traffic)
            .setModelVersion("run/gradient_boosted_trees")
            .setProcessingTimeMs(0.4)
            .build();

    TrafficPrediction read = TrafficPrediction.fromByteBuffer(prediction.toByteBuffer());

    assertThat(read).isEqualTo(prediction);
    assertThat(read.getPredictedVolume()).isNull();
    assertThat(read.getCoordinates()).isNull();
    assertThat(read.getFeaturesUsed()).isEmpty();
  }

  @Test
  void openIncident() throws IOException {
    TrafficIncident incident =
        TrafficIncident.newBuilder()
            .setIncidentId("i1")
            .setSegmentId("1205678")
            .setSource(IncidentSource.detector)
            .setStatus(IncidentStatus.open)
            .setSeverity(IncidentSeverity.major)
            .setOnset(NOON)
            .setDetectedAt(NOON.plusSeconds(600))
            .setUpdatedAt(NOON.plusSeconds(900))
            .setSegments(List.of("1205678", "1205679"))
            .build();

    TrafficIncident read = TrafficIncident.fromByteBuffer(incident.toByteBuffer());

    assertThat(read).isEqualTo(incident);
    assertThat(read.getClearedAt()).isNull();
    assertThat(read.getAcknowledgedBy()).isNull();
  }

  @Test
  void profileOfANetworkWithoutVolume() throws IOException {
    List<Long> cells = LongStream.range(0, 7 * 288).boxed().toList();
    SegmentProfile profile =
        SegmentProfile.newBuilder()
            .setSegmentId("LA_001")
            .setFittedThrough(NOON)
            .setSpeedCount(cells)
            .setSpeedSum(cells)
            .setSpeedSumSquares(cells)
            .build();

    SegmentProfile read = SegmentProfile.fromByteBuffer(profile.toByteBuffer());

    assertThat(read).isEqualTo(profile);
    assertThat(read.getVolumeSum()).isNull();
    assertThat(read.getSlotsPerDay()).isEqualTo(288);
  }

  @Test
  void hourWithoutObservation() throws IOException {
    HourlyAggregate hour =
        HourlyAggregate.newBuilder()
            .setSegmentId("LA_001")
            .setHourStart(NOON)
            .setLocalDate(LocalDate.of(2022, 1, 22))
            .setLocalHour(4)
            .setObservedWindows(0)
            .setExpectedWindows(12)
            .setObservedShare(0)
            .build();

    HourlyAggregate read = HourlyAggregate.fromByteBuffer(hour.toByteBuffer());

    assertThat(read).isEqualTo(hour);
    assertThat(read.getSpeedAvgKmh()).isNull();
  }

  private static TrafficEvent.Builder bareEvent() {
    return TrafficEvent.newBuilder()
        .setEventId("metr-la:LA_001:1643000000000")
        .setSegmentId("LA_001")
        .setTimestamp(NOON)
        .setIntervalSeconds(300)
        .setProcessedAt(NOON.plusSeconds(1))
        .setProcessorId("import")
        .setQuality(ReadingQuality.observed)
        .setValidationStatus(ValidationStatus.valid);
  }
}
