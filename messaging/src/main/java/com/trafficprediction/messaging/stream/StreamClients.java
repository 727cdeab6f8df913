package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opening of clients whose settings may be wrong, and closing of those that may be broken. */
final class StreamClients {
  private static final Logger LOG = LoggerFactory.getLogger(StreamClients.class);

  private StreamClients() {}

  /**
   * Opens a producer; the broker is asked with the first record.
   *
   * @throws MessagingException when the properties cannot be used, say why a key store cannot
   */
  static <V> KafkaProducer<byte[], V> producer(
      KafkaSettings settings, Map<String, Object> properties) {
    try {
      return new KafkaProducer<>(properties);
    } catch (KafkaException e) {
      throw MessagingException.unusable(settings, e);
    }
  }

  /**
   * Opens a consumer; the broker is asked with the first poll.
   *
   * @throws MessagingException when the properties cannot be used, say why a key store cannot
   */
  static <V> KafkaConsumer<byte[], V> consumer(
      KafkaSettings settings, Map<String, Object> properties) {
    try {
      return new KafkaConsumer<>(properties);
    } catch (KafkaException e) {
      throw MessagingException.unusable(settings, e);
    }
  }

  /** Closes a consumer; what it cannot tell the broker any more, the broker finds out itself. */
  static void close(Consumer<?, ?> consumer, Duration patience) {
    try {
      consumer.close(CloseOptions.timeout(patience));
    } catch (KafkaException e) {
      LOG.warn("a consumer did not close cleanly: {}", e.getMessage());
    }
  }

  /** Closes a producer without waiting for what it could not send. */
  static void close(Producer<?, ?> producer, Duration patience) {
    try {
      producer.close(patience);
    } catch (KafkaException e) {
      LOG.warn("a producer did not close cleanly: {}", e.getMessage());
    }
  }
}
