package com.trafficprediction.messaging.stream;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closing of clients that may be broken already. */
final class StreamClients {
  private static final Logger LOG = LoggerFactory.getLogger(StreamClients.class);

  private StreamClients() {}

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
