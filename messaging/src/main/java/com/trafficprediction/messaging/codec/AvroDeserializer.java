package com.trafficprediction.messaging.codec;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link AvroSerializer} wrote. Give it to a consumer as {@code value.deserializer}, and
 * the record's class as {@value #TYPE}. Not thread-safe.
 */
public final class AvroDeserializer implements Deserializer<SpecificRecordBase> {
  /** Consumer property: name of the record class. */
  public static final String TYPE = "traffic.value.type";

  private @Nullable BinaryMessageDecoder<SpecificRecordBase> decoder;

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    Class<? extends SpecificRecordBase> type = type(properties);
    SpecificData model = SpecificData.getForClass(type);
    decoder = new BinaryMessageDecoder<>(model, model.getSchema(type));
  }

  /**
   * The record class that a consumer's properties name.
   *
   * @throws IllegalArgumentException when they name none
   */
  public static Class<? extends SpecificRecordBase> type(Map<String, ?> properties) {
    Object name = properties.get(TYPE);
    if (name == null) {
      throw new IllegalArgumentException("the property " + TYPE + " must name a record class");
    }
    try {
      return Class.forName(name.toString()).asSubclass(SpecificRecordBase.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException(TYPE + " = " + name + " is not a record class", e);
    }
  }

  @Override
  public @Nullable SpecificRecordBase deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    BinaryMessageDecoder<SpecificRecordBase> configured = decoder;
    if (configured == null) {
      throw new IllegalStateException("configure() comes first");
    }
    try {
      return configured.decode(bytes);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          bytes.length
              + " bytes of topic "
              + topic
              + (bytes.length > 0 && bytes[0] == 0
                  ? " begin like a schema registry's encoding: set schema.registry.url in"
                      + " kafka.properties"
                  : " are not a record: " + e.getMessage()),
          e);
    }
  }
}
