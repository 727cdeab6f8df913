package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.codec.RawJson;
import com.trafficprediction.messaging.codec.RawMessage;
import com.trafficprediction.messaging.registry.RegistryException;
import com.trafficprediction.messaging.topic.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes a topic's bytes readable. Not thread-safe. */
final class TailDecoder {
  private final String topic;
  private final @Nullable Deserializer<?> records;
  private final RawDecoder raw;

  TailDecoder(KafkaSettings settings, Topic topic) {
    this.topic = topic.topicName();
    this.records = topic.type().<Deserializer<?>>map(settings::newDeserializer).orElse(null);
    this.raw = settings.newRawDecoder();
  }

  /**
   * The record as people can read it; bytes that are none say so.
   *
   * @throws RegistryException when the registry does not answer: nothing is known of the record
   */
  TailedRecord decode(ConsumerRecord<byte[], byte[]> record) {
    SpecificRecordBase value = null;
    String text;
    if (records == null) {
      text = rawText(record.value());
    } else {
      try {
        Object read = records.deserialize(topic, record.value());
        value = read instanceof SpecificRecordBase known ? known : null;
        text = String.valueOf(read);
      } catch (SerializationException e) {
        if (RegistryException.findIn(e).filter(RegistryException::isUnavailable).isPresent()) {
          throw e;
        }
        text = "(" + e.getMessage() + ")";
      }
    }
    byte[] key = record.key();
    return new TailedRecord(
        record.partition(),
        record.offset(),
        record.timestamp(),
        key == null ? "" : new String(key, StandardCharsets.UTF_8),
        text,
        value);
  }

  private String rawText(byte @Nullable [] value) {
    RawMessage message = raw.decode(value);
    if (message instanceof RawMessage.Parsed parsed) {
      return new String(RawJson.encode(parsed.reading()), StandardCharsets.UTF_8);
    }
    int bytes = value == null ? 0 : value.length;
    return "(" + bytes + " bytes, " + ((RawMessage.Unparsable) message).problem() + ")";
  }
}
