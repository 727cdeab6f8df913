package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.registry.RegistryException;
import com.trafficprediction.messaging.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of one type; what is of another type or cannot be decoded is counted and passed
 * over. A record whose schema the registry does not know is not: on topics of ours it is most
 * likely one of ours, and nobody would read it again. For use by one thread.
 */
final class DecodingReader<T extends SpecificRecordBase> {
  private static final Logger LOG = LoggerFactory.getLogger(DecodingReader.class);

  private final Consumer<byte[], Object> consumer;
  private final Topic topic;
  private final Class<T> type;
  private long undecodable;

  DecodingReader(Consumer<byte[], Object> consumer, Topic topic, Class<T> type) {
    this.consumer = consumer;
    this.topic = topic;
    this.type = type;
  }

  /**
   * The next records, in order within each partition; empty when there are none in time.
   *
   * @throws RegistryException when the registry does not answer, or does not know a schema
   * @throws org.apache.kafka.common.KafkaException when the consumer cannot go on
   */
  List<Received<T>> poll(Duration timeout) {
    try {
      List<Received<T>> received = new ArrayList<>();
      for (ConsumerRecord<byte[], Object> record : consumer.poll(timeout)) {
        Object value = record.value();
        if (type.isInstance(value)) {
          received.add(
              new Received<>(
                  record.partition(), record.offset(), record.timestamp(), type.cast(value)));
        } else {
          passOver(record.partition(), record.offset(), "it is no " + type.getSimpleName());
        }
      }
      return received;
    } catch (RecordDeserializationException e) {
      // Nobody knows what the record is while the registry does not say: it must not be lost.
      Optional<RegistryException> registry = RegistryException.findIn(e);
      if (registry.filter(RegistryException::isUnavailable).isPresent()) {
        throw registry.get();
      }
      if (registry.filter(RegistryException::isUnknownSchema).isPresent()) {
        throw registry.get().ofRecord(e.topicPartition(), e.offset());
      }
      consumer.seek(e.topicPartition(), e.offset() + 1);
      passOver(e.topicPartition().partition(), e.offset(), why(e));
      return List.of();
    }
  }

  private static String why(RecordDeserializationException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private void passOver(int partition, long offset, String why) {
    undecodable++;
    LOG.warn("{}-{} offset {} is passed over: {}", topic.topicName(), partition, offset, why);
  }

  /** How many records were passed over so far. */
  long undecodable() {
    return undecodable;
  }
}
