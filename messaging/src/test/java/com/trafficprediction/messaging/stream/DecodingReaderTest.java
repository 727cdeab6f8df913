package com.trafficprediction.messaging.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.trafficprediction.messaging.codec.AvroDeserializer;
import com.trafficprediction.messaging.registry.FakeRegistry;
import com.trafficprediction.messaging.registry.RegistryAvroDeserializer;
import com.trafficprediction.messaging.registry.RegistryException;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Which records a reader of our own topics may pass over. */
class DecodingReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.EVENTS.topicName(), 3);
  private static final byte[] SCHEMA_7 = {0, 0, 0, 0, 7, 1, 2, 3};
  private static final byte[] NO_ID = {0, -1, -1, -1, -1, 1, 2, 3};
  private static final byte[] TEXT = {'t', 'e', 'x', 't'};

  private final MockConsumer<byte[], Object> consumer = new MockConsumer<>("earliest");
  private final DecodingReader<TrafficEvent> reader =
      new DecodingReader<>(consumer, Topic.EVENTS, TrafficEvent.class);

  @Test
  void aRecordWhoseSchemaTheRegistryDoesNotKnowIsWaitedForAndNamed() throws IOException {
    try (FakeRegistry registry = new FakeRegistry()) {
      meet(SCHEMA_7, registry);

      assertThatThrownBy(() -> reader.poll(Duration.ZERO))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("traffic-events-3 offset 42")
          .hasMessageContaining("no schema with id 7");
    }
    assertThat(reader.undecodable()).isZero();
    assertThat(consumer.position(PARTITION)).as("it is met again").isEqualTo(42);
  }

  @Test
  void whatIsNoRecordOfAnybodysIsPassedOverAndCounted() throws IOException {
    try (FakeRegistry registry = new FakeRegistry()) {
      meet(TEXT, registry);
      assertThat(reader.poll(Duration.ZERO)).isEmpty();
      meet(NO_ID, registry);
      assertThat(reader.poll(Duration.ZERO)).isEmpty();
    }
    assertThat(reader.undecodable()).isEqualTo(2);
    assertThat(consumer.position(PARTITION)).isEqualTo(43);
  }

  /** The next poll is of these bytes at offset 42. */
  private void meet(byte[] bytes, FakeRegistry registry) {
    consumer.assign(Set.of(PARTITION));
    consumer.seek(PARTITION, 42);
    RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer();
    deserializer.configure(
        Map.of(
            "schema.registry.url",
            registry.url(),
            AvroDeserializer.TYPE,
            TrafficEvent.class.getName()),
        false);
    Throwable cause =
        catchThrowable(() -> deserializer.deserialize(Topic.EVENTS.topicName(), bytes));
    consumer.setPollException(
        new RecordDeserializationException(
            DeserializationExceptionOrigin.VALUE,
            PARTITION,
            42,
            0,
            TimestampType.CREATE_TIME,
            ByteBuffer.allocate(0),
            ByteBuffer.wrap(bytes),
            new RecordHeaders(),
            "not decoded",
            cause));
  }
}
