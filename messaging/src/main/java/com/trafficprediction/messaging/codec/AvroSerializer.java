package com.trafficprediction.messaging.codec;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro single-object encoding: two marker bytes, the fingerprint of the writer's schema, the
 * record. Give it to a producer as {@code value.serializer}. Thread-safe, as a producer is.
 */
public final class AvroSerializer implements Serializer<SpecificRecordBase> {
  private final Map<Class<?>, BinaryMessageEncoder<SpecificRecordBase>> encoders =
      new ConcurrentHashMap<>();

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable SpecificRecordBase record) {
    if (record == null) {
      return null;
    }
    BinaryMessageEncoder<SpecificRecordBase> encoder =
        encoders.computeIfAbsent(
            record.getClass(),
            type -> new BinaryMessageEncoder<>(SpecificData.getForClass(type), record.getSchema()));
    try {
      return encoder.encode(record).array();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "a "
              + record.getClass().getSimpleName()
              + " for topic "
              + topic
              + " does not fit its schema: "
              + e.getMessage(),
          e);
    }
  }
}
