package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The {@link Sender} of a real broker: idempotent, so that its own retries double nothing. */
public final class KafkaSender implements Sender {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final BackgroundSender<Object> sender;

  /** Opens a producer; the broker is asked with the first record. */
  public KafkaSender(KafkaSettings settings) {
    this.sender =
        new BackgroundSender<>(
            StreamClients.producer(settings, settings.producerProperties()),
            CLOSE_PATIENCE,
            (what, e) -> MessagingException.failed(what, settings, e));
  }

  @Override
  public void send(Topic topic, String key, SpecificRecordBase value) {
    sender.send(
        new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  @Override
  public void flush() {
    sender.flush();
  }

  @Override
  public void close() {
    sender.close();
  }
}
