package com.trafficprediction.speed.validating;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.stream.RawRecord;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.InvalidEvent;
import com.trafficprediction.schemas.RejectionReason;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventValidationTest {
  private static final Instant NOW = Instant.parse("2022-01-05T20:00:10Z");
  private static final long START = Instant.parse("2022-01-05T20:00:00Z").toEpochMilli();
  private static final int MAX_BYTES = 2_000;

  /** What was sent on. */
  private record Sent(Topic topic, String key, SpecificRecordBase value) {}

  private final List<Sent> sent = new ArrayList<>();
  private final EventValidation validation =
      new EventValidation(
          new RawDecoder(),
          new ReadingValidator(network(), "test", 30),
          new Limits(Duration.ofHours(24), Duration.ofMinutes(2), MAX_BYTES),
          Clock.fixed(NOW, ZoneOffset.UTC),
          "stream-processor-1",
          new SpeedMetrics());

  @Test
  void aGoodReadingBecomesAnEventOfItsSegment() {
    apply(
        """
        {"segment_id": "LA_001", "timestamp": %d, "speed_kmh": 88.504, "volume_vph": 1200,
         "coordinates": [34.05, -118.25], "metadata": {"lane": "2"}}
        """
            .formatted(START));

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).topic()).isEqualTo(Topic.EVENTS);
    assertThat(sent.get(0).key()).isEqualTo("LA_001");
    TrafficEvent event = (TrafficEvent) sent.get(0).value();
    assertThat(event.getEventId()).isEqualTo("test:LA_001:" + START);
    assertThat(event.getSpeedKmh()).isEqualTo(88.5);
    assertThat(event.getVolumeVph()).isEqualTo(1200);
    assertThat(event.getOccupancyPercent()).isNull();
    assertThat(event.getLatitude()).isEqualTo(34.05);
    assertThat(event.getMetadata()).isEqualTo(Map.of("lane", "2"));
    assertThat(event.getProcessedAt()).isEqualTo(NOW);
    assertThat(event.getProcessorId()).isEqualTo("stream-processor-1");
  }

  @Test
  void everyReasonIsListedAndTheBytesAreKept() {
    String text =
        """
        {"segment_id": "nowhere", "timestamp": %d, "speed_kmh": 201, "volume_vph": "many",
         "occupancy_percent": 101}
        """
            .formatted(START);
    apply(text);

    InvalidEvent invalid = rejected();
    assertThat(invalid.getReasons())
        .extracting(RejectionReason::getCode)
        .containsExactly(
            "wrong_type", "unknown_segment", "speed_out_of_range", "occupancy_out_of_range");
    assertThat(invalid.getReasons())
        .extracting(RejectionReason::getField)
        .containsExactly("volume_vph", "segment_id", "speed_kmh", "occupancy_percent");
    assertThat(invalid.getOriginal()).isEqualTo(bytes(text));
    assertThat(invalid.getOriginalKey()).isEqualTo(bytes("the key"));
    assertThat(invalid.getSourceOffset()).isEqualTo(42);
    assertThat(sent.get(0).key()).isEqualTo("nowhere");
  }

  @Test
  void garbageAndEmptinessAreKeptAsTheyCame() {
    apply("garbage");
    apply(null);

    assertThat(sent).hasSize(2).allMatch(s -> s.topic() == Topic.INVALID);
    assertThat(((InvalidEvent) sent.get(0).value()).getOriginal()).isEqualTo(bytes("garbage"));
    assertThat(((InvalidEvent) sent.get(1).value()).getOriginal()).isEqualTo(bytes(""));
    assertThat(sent.get(0).key()).isEqualTo(EventValidation.NO_SEGMENT);
  }

  @Test
  void anOversizedRecordIsRejectedUnread() {
    apply("{\"segment_id\": \"LA_001\", \"pad\": \"" + "x".repeat(MAX_BYTES) + "\"}");

    assertThat(rejected().getReasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.getCode()).isEqualTo("oversized");
              assertThat(reason.getMessage()).contains("at most 2,000 are accepted");
            });
  }

  @Test
  void aRecordWithoutKeyIsJudgedByItsValue() {
    validation.apply(
        new RawRecord(
            3, 42, null, good(START).getBytes(StandardCharsets.UTF_8), OptionalLong.empty()),
        (topic, key, value) -> sent.add(new Sent(topic, key, value)));

    assertThat(sent).singleElement().extracting(Sent::key).isEqualTo("LA_001");
  }

  @ParameterizedTest
  @CsvSource({
    // the wall clock shows 20:00:10 on the 5th
    "'', 2022-01-05T20:02:10Z, ''",
    "'', 2022-01-05T20:02:30Z, in_the_future",
    "'', 2022-01-04T20:00:30Z, ''",
    "'', 2022-01-04T20:00:00Z, too_old",
    // a replay's clock counts instead, whatever the wall clock shows
    "2020-03-01T12:00:00Z, 2020-03-01T12:00:00Z, ''",
    "2020-03-01T12:00:00Z, 2022-01-05T20:00:00Z, in_the_future",
    "2022-01-08T12:00:00Z, 2022-01-05T20:00:00Z, too_old",
  })
  void timeIsJudgedByTheReferenceClock(String replayClock, Instant timestamp, String reason) {
    OptionalLong clock =
        replayClock.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(Instant.parse(replayClock).toEpochMilli());
    apply(good(timestamp.toEpochMilli()), clock);

    if (reason.isEmpty()) {
      assertThat(sent).singleElement().extracting(Sent::topic).isEqualTo(Topic.EVENTS);
    } else {
      assertThat(rejected().getReasons())
          .extracting(RejectionReason::getCode)
          .containsExactly(reason);
    }
  }

  @Test
  void aFutureTimestampDoesNotMoveTheClock() {
    apply(good(START + Duration.ofDays(900).toMillis()));
    apply(good(START));

    assertThat(sent).extracting(Sent::topic).containsExactly(Topic.INVALID, Topic.EVENTS);
  }

  @Test
  void wrongUnitsAreRecognised() {
    apply(good(START / 1000));
    apply("{\"segment_id\": \"LA_001\", \"timestamp\": %d, \"speed_mph\": 55}".formatted(START));

    assertThat(messages(0)).contains("it looks like seconds: send milliseconds");
    assertThat(messages(1)).contains("found speed_mph: send speed_kmh");
  }

  private String messages(int index) {
    return ((InvalidEvent) sent.get(index).value()).getReasons().get(0).getMessage();
  }

  private InvalidEvent rejected() {
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).topic()).isEqualTo(Topic.INVALID);
    return (InvalidEvent) sent.get(0).value();
  }

  private static String good(long timestamp) {
    return "{\"segment_id\": \"LA_001\", \"timestamp\": %d, \"speed_kmh\": 88}"
        .formatted(timestamp);
  }

  private void apply(@Nullable String text) {
    apply(text, OptionalLong.empty());
  }

  private void apply(@Nullable String text, OptionalLong replayClock) {
    validation.apply(
        new RawRecord(
            3,
            42,
            "the key".getBytes(StandardCharsets.UTF_8),
            text == null ? null : text.getBytes(StandardCharsets.UTF_8),
            replayClock),
        (topic, key, value) -> sent.add(new Sent(topic, key, value)));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Network network() {
    return new Network(
        "test",
        false,
        ZoneId.of("America/Los_Angeles"),
        Set.of(),
        new Capabilities(true, true, false, false, true),
        List.of(new Segment("LA_001", "one", 34.05, -118.25, null, Double.NaN, 0)));
  }
}
