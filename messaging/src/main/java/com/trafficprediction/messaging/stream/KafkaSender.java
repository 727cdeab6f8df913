package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The {@link Sender} of a real broker: idempotent, so that its own retries double nothing. */
public final class KafkaSender implements Sender {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final KafkaProducer<byte[], Object> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Opens a producer; the broker is asked with the first record. */
  public KafkaSender(KafkaSettings settings) {
    this.settings = settings;
    this.producer = new KafkaProducer<>(settings.producerProperties());
  }

  @Override
  public void send(Topic topic, String key, SpecificRecordBase value) {
    throwIfFailed();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value),
              (metadata, e) -> {
                if (e != null) {
                  failure.compareAndSet(null, e);
                }
              });
    } catch (KafkaException e) {
      throw MessagingException.failed("could not write to " + topic.topicName(), settings, e);
    }
  }

  @Override
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
      throw MessagingException.failed("could not write", settings, e);
    }
  }

  @Override
  public void close() {
    StreamClients.close(producer, CLOSE_PATIENCE);
  }
}
