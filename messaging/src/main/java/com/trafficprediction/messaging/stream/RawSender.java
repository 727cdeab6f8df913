package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes readings to {@code traffic-raw}: idempotent, so that its own retries double nothing. For
 * use by one thread.
 */
public final class RawSender implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /** Opens a producer; the broker is asked with the first record. */
  public RawSender(KafkaSettings settings) {
    this.settings = settings;
    this.producer = new KafkaProducer<>(settings.producerOfBytesProperties());
  }

  /**
   * Sends a reading in the background; waits while the buffer is full.
   *
   * @param key the segment id; null lets the broker's client choose a partition
   * @param value JSON or Avro
   * @param referenceClock what the replay's clock shows, epoch milliseconds; empty when live
   * @throws MessagingException when this or an earlier reading could not be sent
   */
  public void send(@Nullable String key, byte[] value, OptionalLong referenceClock) {
    throwIfFailed();
    byte @Nullable [] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.RAW.topicName(), bytes, value);
    referenceClock.ifPresent(millis -> ReferenceClockHeader.add(record.headers(), millis));
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
      throw MessagingException.failed("could not write to traffic-raw", settings, e);
    }
  }

  /** How many readings the broker has confirmed. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /** Waits until the broker has all that was sent. */
  public void flush() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw MessagingException.failed("could not flush", settings, e);
    }
    throwIfFailed();
  }

  private void throwIfFailed() {
    Exception e = failure.get();
    if (e != null) {
      throw MessagingException.failed("could not write to traffic-raw", settings, e);
    }
  }

  @Override
  public void close() {
    StreamClients.close(producer, CLOSE_PATIENCE);
  }
}
