package com.trafficprediction.messaging.codec;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.messaging.codec.RawMessage.Parsed;
import com.trafficprediction.messaging.codec.RawMessage.Unparsable;
import com.trafficprediction.schemas.RawEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of {@code traffic-raw}: JSON, or a {@link RawEvent} in Avro single-object encoding,
 * told apart by the marker bytes of the latter. Never throws on account of the bytes. Not
 * thread-safe.
 */
public final class RawDecoder {
  private static final byte AVRO_MARKER_1 = (byte) 0xC3;
  private static final byte AVRO_MARKER_2 = 0x01;

  private final RawJson json = new RawJson();
  private final BinaryMessageDecoder<RawEvent> avro =
      new BinaryMessageDecoder<>(
          SpecificData.getForClass(RawEvent.class), RawEvent.getClassSchema());

  /** What the bytes are; null stands for a record without a value. */
  public RawMessage decode(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return new Unparsable("the record has no value; send a JSON object");
    }
    if (isAvro(value)) {
      return decodeAvro(value);
    }
    return json.decode(value);
  }

  /** True for bytes that begin like Avro single-object encoding. */
  public static boolean isAvro(byte[] value) {
    return value.length >= 2 && value[0] == AVRO_MARKER_1 && value[1] == AVRO_MARKER_2;
  }

  private RawMessage decodeAvro(byte[] value) {
    try {
      RawEvent event = avro.decode(value);
      Map<String, String> metadata = event.getMetadata();
      return new Parsed(reading(event), metadata == null ? Map.of() : metadata, List.of());
    } catch (IOException | RuntimeException e) {
      return new Unparsable(
          "begins like Avro single-object encoding, but is not a RawEvent: " + e.getMessage());
    }
  }

  private static RawReading reading(RawEvent event) {
    Instant timestamp = event.getTimestamp();
    return new RawReading(
        event.getEventId(),
        event.getSegmentId(),
        timestamp == null ? null : timestamp.toEpochMilli(),
        event.getIntervalSeconds(),
        event.getSpeedKmh(),
        event.getVolumeVph(),
        event.getOccupancyPercent(),
        event.getObservedPercent(),
        event.getLatitude(),
        event.getLongitude());
  }
}
