package com.trafficprediction.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.messaging.codec.RawMessage.Parsed;
import com.trafficprediction.messaging.codec.RawMessage.Unparsable;
import com.trafficprediction.messaging.codec.RawMessage.WrongType;
import com.trafficprediction.schemas.RawEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawDecoderTest {
  private static final long NOON = Instant.parse("2022-01-05T20:00:00Z").toEpochMilli();

  private final RawDecoder decoder = new RawDecoder();

  @Test
  void aCompleteReadingInJson() {
    Parsed parsed =
        parsed(
            """
            {"event_id": "e1", "segment_id": "LA_001", "timestamp": 1641412800000,
             "speed_kmh": 88.5, "volume_vph": 1200, "occupancy_percent": 7.25,
             "interval_seconds": 30, "observed_percent": 80, "coordinates": [34.05, -118.25],
             "metadata": {"lane": "2", "firmware": 7}}
            """);

    assertThat(parsed.reading())
        .isEqualTo(
            new RawReading("e1", "LA_001", NOON, 30, 88.5, 1200.0, 7.25, 80.0, 34.05, -118.25));
    assertThat(parsed.metadata()).isEqualTo(Map.of("lane", "2", "firmware", "7"));
    assertThat(parsed.wrongTypes()).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    RawReading reading =
        new RawReading("e1", "LA_001", NOON, 30, 88.5, null, 7.25, null, 34.05, -118.25);

    RawMessage message = decoder.decode(RawJson.encode(reading));

    assertThat(message)
        .isInstanceOfSatisfying(Parsed.class, p -> assertThat(p.reading()).isEqualTo(reading));
  }

  @Test
  void avroIsToldApartByItsMarker() {
    RawEvent event = new RawEvent();
    event.setSegmentId("LA_001");
    event.setTimestamp(Instant.ofEpochMilli(NOON));
    event.setSpeedKmh(88.5);
    event.setMetadata(Map.of("lane", "2"));
    byte[] bytes = new AvroSerializer().serialize("traffic-raw", event);

    Parsed parsed = (Parsed) decoder.decode(bytes);

    assertThat(parsed.reading())
        .isEqualTo(new RawReading(null, "LA_001", NOON, null, 88.5, null, null, null, null, null));
    assertThat(parsed.metadata()).isEqualTo(Map.of("lane", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2022-01-05T12:00:00-08:00\"",
        "\"2022-01-05T20:00:00Z\"",
        "\"1641412800000\"",
        "1641412800000"
      })
  void aTimestampIsMillisecondsOrIso8601WithOffset(String timestamp) {
    assertThat(parsed("{\"timestamp\": " + timestamp + "}").reading().timestampMillis())
        .isEqualTo(NOON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"latitude\": 34.05, \"longitude\": -118.25}",
        "[34.05, -118.25]",
      })
  void coordinatesHaveTwoForms(String coordinates) {
    RawReading reading = parsed("{\"coordinates\": " + coordinates + "}").reading();

    assertThat(reading.latitude()).isEqualTo(34.05);
    assertThat(reading.longitude()).isEqualTo(-118.25);
  }

  @Test
  void everyFieldOfTheWrongTypeIsNamedAndTheOthersAreRead() {
    Parsed parsed =
        parsed(
            """
            {"segment_id": "LA_001", "timestamp": "noon", "speed_kmh": {"mph": 55},
             "volume_vph": "many", "interval_seconds": 1.5, "occupancy_percent": null,
             "coordinates": [1, 2, 3]}
            """);

    assertThat(parsed.reading().segmentId()).isEqualTo("LA_001");
    assertThat(parsed.reading().occupancyPercent()).isNull();
    assertThat(parsed.wrongTypes())
        .extracting(WrongType::field)
        .containsExactly("timestamp", "speed_kmh", "volume_vph", "interval_seconds", "coordinates");
    assertThat(parsed.wrongTypes().get(0).problem())
        .isEqualTo("found 'noon', expected epoch milliseconds, or ISO-8601 with an offset");
  }

  @Test
  void anUnknownFieldIsKeptAsMetadata() {
    assertThat(parsed("{\"speed_mph\": 55, \"lanes\": [1, 2]}").metadata())
        .isEqualTo(Map.of("speed_mph", "55", "lanes", "[1,2]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "42",
        "{\"speed_kmh\": ",
        "{\"a\": 1} {\"a\": 2}",
        "\u00c3\u0001junk"
      })
  void whatIsNoReadingIsUnparsableAndSaysWhy(String text) {
    RawMessage message = decoder.decode(text.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(message)
        .isInstanceOfSatisfying(Unparsable.class, u -> assertThat(u.problem()).isNotBlank());
  }

  @Test
  void aRecordWithoutValueIsUnparsable() {
    assertThat(decoder.decode(null)).isInstanceOf(Unparsable.class);
  }

  private Parsed parsed(String json) {
    return (Parsed) decoder.decode(json.getBytes(StandardCharsets.UTF_8));
  }
}
