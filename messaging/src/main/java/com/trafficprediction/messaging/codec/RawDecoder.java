package com.trafficprediction.messaging.codec;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.messaging.codec.RawMessage.Parsed;
import com.trafficprediction.messaging.codec.RawMessage.Unparsable;
import com.trafficprediction.messaging.registry.RegistryException;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.RawEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of {@code traffic-raw}: JSON, or a {@link RawEvent} in Avro single-object encoding
 * or in that of a schema registry, told apart by their first bytes, which no JSON begins with.
 * Never throws on account of the bytes, only when the registry cannot be asked about them. Not
 * thread-safe.
 */
public final class RawDecoder {
  private static final byte AVRO_MARKER_1 = (byte) 0xC3;
  private static final byte AVRO_MARKER_2 = 0x01;

  private final @Nullable Deserializer<?> registered;
  private final RawJson json = new RawJson();
  private final BinaryMessageDecoder<RawEvent> avro =
      new BinaryMessageDecoder<>(
          SpecificData.getForClass(RawEvent.class), RawEvent.getClassSchema());

  /** Reads JSON and single-object encoding. */
  public RawDecoder() {
    this(null);
  }

  /**
   * @param registered reads what begins with a zero byte, as a schema registry's clients write;
   *     null when no registry is used
   */
  public RawDecoder(@Nullable Deserializer<?> registered) {
    this.registered = registered;
  }

  /** What the bytes are; null stands for a record without a value. */
  public RawMessage decode(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return new Unparsable("the record has no value; send a JSON object");
    }
    if (isAvro(value)) {
      return decodeAvro(value);
    }
    if (value[0] == 0) {
      return decodeRegistered(value);
    }
    return json.decode(value);
  }

  private RawMessage decodeRegistered(byte[] value) {
    if (registered == null) {
      return new Unparsable(
          "begins like a schema registry's encoding, and no registry is configured here:"
              + " set schema.registry.url in kafka.properties");
    }
    try {
      return registered.deserialize(Topic.RAW.topicName(), value) instanceof RawEvent event
          ? parsed(event)
          : new Unparsable("is a record of a schema registry, but no RawEvent");
    } catch (SerializationException e) {
      if (RegistryException.findIn(e).filter(RegistryException::isUnavailable).isPresent()) {
        throw e;
      }
      return new Unparsable(String.valueOf(e.getMessage()));
    }
  }

  /** True for bytes that begin like Avro single-object encoding. */
  public static boolean isAvro(byte[] value) {
    return value.length >= 2 && value[0] == AVRO_MARKER_1 && value[1] == AVRO_MARKER_2;
  }

  private RawMessage decodeAvro(byte[] value) {
    try {
      return parsed(avro.decode(value));
    } catch (IOException | RuntimeException e) {
      return new Unparsable(
          "begins like Avro single-object encoding, but is not a RawEvent: " + e.getMessage());
    }
  }

  private static RawMessage parsed(RawEvent event) {
    Map<String, String> metadata = event.getMetadata();
    return new Parsed(reading(event), metadata == null ? Map.of() : metadata, List.of());
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
