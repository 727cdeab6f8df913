package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes readings to {@code traffic-raw}: idempotent, so that its own retries double nothing. For
 * use by one thread.
 */
public final class RawSender implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final BackgroundSender<byte[]> sender;

  /** Opens a producer; the broker is asked with the first record. */
  public RawSender(KafkaSettings settings) {
    this.sender =
        new BackgroundSender<>(
            StreamClients.producer(settings, settings.producerOfBytesProperties()),
            CLOSE_PATIENCE,
            (what, e) -> MessagingException.failed(what, settings, e));
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
    byte @Nullable [] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.RAW.topicName(), bytes, value);
    referenceClock.ifPresent(millis -> ReferenceClockHeader.add(record.headers(), millis));
    sender.send(record);
  }

  /** How many readings the broker has confirmed. */
  public long acknowledged() {
    return sender.acknowledged();
  }

  /**
   * Waits until the broker has all that was sent.
   *
   * @throws MessagingException when a reading could not be sent
   */
  public void flush() {
    sender.flush();
  }

  @Override
  public void close() {
    sender.close();
  }
}
