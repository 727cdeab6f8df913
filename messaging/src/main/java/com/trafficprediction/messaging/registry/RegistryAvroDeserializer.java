package com.trafficprediction.messaging.registry;

import com.trafficprediction.messaging.codec.AvroDeserializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RegistryAvroSerializer} and Confluent's own serializers wrote, and
 * single-object encoding too: a topic keeps what was written before a registry was used. Each
 * schema id is asked for once, one that the registry does not know once in {@link
 * UnknownIds#BELIEVED}. Give it to a consumer as {@code value.deserializer}, and the record's class
 * as {@value AvroDeserializer#TYPE}. Not thread-safe.
 */
public final class RegistryAvroDeserializer implements Deserializer<SpecificRecordBase> {
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private final AvroDeserializer singleObject = new AvroDeserializer();
  private final Map<Integer, SpecificDatumReader<SpecificRecordBase>> readers = new HashMap<>();
  private final UnknownIds unknown;
  private @Nullable Class<? extends SpecificRecordBase> type;
  private @Nullable RegistryClient client;
  private @Nullable BinaryDecoder reused;

  /** For Kafka's clients, which then configure it. */
  public RegistryAvroDeserializer() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a monotonic clock, as {@link System#nanoTime}
   */
  RegistryAvroDeserializer(LongSupplier nanos) {
    unknown = new UnknownIds(nanos);
  }

  /** Whether bytes begin like this encoding. */
  public static boolean isRegistered(byte[] bytes) {
    return bytes.length >= HEADER_BYTES && bytes[0] == RegistryAvroSerializer.MARKER;
  }

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    singleObject.configure(properties, isKey);
    type = AvroDeserializer.type(properties);
    client = new RegistryClient(RegistrySettings.of(properties));
  }

  /**
   * @throws RegistryException when the registry does not know the schema, or does not answer:
   *     {@link RegistryException#isUnavailable} tells which
   */
  @Override
  public @Nullable SpecificRecordBase deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null || !isRegistered(bytes)) {
      return singleObject.deserialize(topic, bytes);
    }
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    SpecificDatumReader<SpecificRecordBase> reader = reader(id);
    try {
      BinaryDecoder decoder =
          DecoderFactory.get()
              .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, reused);
      reused = decoder;
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException e) {
      // Of bytes that are no record Avro's decoder throws whatever it stumbles over.
      throw new SerializationException(
          bytes.length
              + " bytes of topic "
              + topic
              + " are no record of schema "
              + id
              + ", or not one that this build reads: "
              + e.getMessage(),
          e);
    }
  }

  private SpecificDatumReader<SpecificRecordBase> reader(int id) {
    SpecificDatumReader<SpecificRecordBase> known = readers.get(id);
    if (known != null) {
      return known;
    }
    Class<? extends SpecificRecordBase> wanted = type;
    RegistryClient registry = client;
    if (registry == null || wanted == null) {
      throw new IllegalStateException("configure() comes first");
    }
    SpecificData model = SpecificData.getForClass(wanted);
    SpecificDatumReader<SpecificRecordBase> reader =
        new SpecificDatumReader<>(schema(registry, id), model.getSchema(wanted), model);
    readers.put(id, reader);
    return reader;
  }

  private Schema schema(RegistryClient registry, int id) {
    unknown.rethrow(id);
    try {
      return registry.schema(id);
    } catch (RegistryException e) {
      if (!e.isUnavailable()) {
        unknown.add(id, e);
      }
      throw e;
    }
  }
}
