package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.MessagingException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends in the background and remembers the first failure: from then on nothing is sent, and {@link
 * #flush} and {@link #requireNoFailure} throw. For use by one thread; the broker's answers come in
 * another.
 */
final class BackgroundSender<V> implements AutoCloseable {
  private final Producer<byte[], V> producer;
  private final Duration closePatience;
  private final BiFunction<String, Exception, MessagingException> explanation;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /**
   * @param explanation of what failed, and its cause
   */
  BackgroundSender(
      Producer<byte[], V> producer,
      Duration closePatience,
      BiFunction<String, Exception, MessagingException> explanation) {
    this.explanation = explanation;
    this.producer = producer;
    this.closePatience = closePatience;
  }

  /**
   * Sends a record; waits while the buffer is full.
   *
   * @throws MessagingException when this or an earlier record could not be sent
   */
  void send(ProducerRecord<byte[], V> record) {
    requireNoFailure();
    try {
      var unused =
          producer.send(
              record,
              (metadata, e) -> {
                if (e == null) {
                  acknowledged.incrementAndGet();
                } else {
                  failure.compareAndSet(null, e);
                }
              });
    } catch (KafkaException e) {
      throw explanation.apply("could not write to " + record.topic(), e);
    }
  }

  /**
   * Waits until the broker has all that was sent.
   *
   * @throws MessagingException when a record could not be sent
   */
  void flush() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw explanation.apply("could not flush", e);
    }
    requireNoFailure();
  }

  /**
   * Does nothing, unless a record could not be sent.
   *
   * @throws MessagingException when a record is known to be lost
   */
  void requireNoFailure() {
    Exception e = failure.get();
    if (e != null) {
      throw explanation.apply("could not write", e);
    }
  }

  /** How many records the broker has confirmed. */
  long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void close() {
    StreamClients.close(producer, closePatience);
  }
}
