package com.trafficprediction.messaging.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.RawMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's encoding: a zero byte, the schema's id in the registry as four bytes, the record. A
 * value of topic T is of subject {@code T-value}. The registry is asked once for each topic and
 * type. Give it to a producer as {@code value.serializer} with {@code schema.registry.url}.
 * Thread-safe once configured, as a producer is.
 */
public final class RegistryAvroSerializer implements Serializer<SpecificRecordBase> {
  /** The first byte of what this encoding writes. */
  static final byte MARKER = 0;

  private final Map<Class<?>, RawMessageEncoder<SpecificRecordBase>> encoders =
      new ConcurrentHashMap<>();
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private @Nullable RegistrySettings settings;
  private @Nullable RegistryClient client;

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    RegistrySettings read = RegistrySettings.of(properties);
    settings = read;
    client = new RegistryClient(read);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable SpecificRecordBase record) {
    if (record == null) {
      return null;
    }
    int id = id(topic, record);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
      bytes.write(MARKER);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
      encoder(record).encode(record, bytes);
      return bytes.toByteArray();
    } catch (IOException | AvroRuntimeException | ClassCastException e) {
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

  private int id(String topic, SpecificRecordBase record) {
    String key = topic + ' ' + record.getSchema().getFullName();
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    RegistrySettings read = settings;
    RegistryClient registry = client;
    if (registry == null || read == null) {
      throw new IllegalStateException("configure() comes first");
    }
    String subject = Subjects.ofValue(topic);
    int id =
        read.registers()
            ? registry.register(subject, record.getSchema())
            : registry
                .findId(subject, record.getSchema())
                .orElseThrow(() -> unregistered(read, subject, record));
    ids.put(key, id);
    return id;
  }

  private static RegistryException unregistered(
      RegistrySettings settings, String subject, SpecificRecordBase record) {
    return RegistryException.refused(
        "the "
            + settings
            + " does not know this build's schema of "
            + record.getClass().getSimpleName()
            + " for "
            + subject
            + ", and "
            + RegistrySettings.REGISTERS
            + " is false. Register it with bin/traffic schemas apply");
  }

  private RawMessageEncoder<SpecificRecordBase> encoder(SpecificRecordBase record) {
    return encoders.computeIfAbsent(
        record.getClass(),
        type -> new RawMessageEncoder<>(SpecificData.getForClass(type), record.getSchema()));
  }
}
