package com.trafficprediction.messaging.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What becomes of its clients; that each record counts once needs a broker. */
class TransactionalStreamTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.RAW.topicName(), 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<byte[], Object> producer = new MockProducer<>();
  private final TransactionalStream stream =
      new TransactionalStream(
          KafkaSettings.ofOneMachine("localhost:1"),
          "group",
          "it",
          Duration.ofHours(1),
          (record, outbox) -> {},
          () -> 0,
          new TransactionalStream.Clients(consumer, producer));

  @Test
  void theProducerOfAnEarlierProcessIsFencedByAMemberOfTheGroupAlone() {
    stream.join();
    stream.step(Duration.ZERO);
    assertThat(producer.transactionInitialized()).isFalse();

    consumer.rebalance(Set.of(PARTITION));

    assertThat(producer.transactionInitialized()).isTrue();
  }

  /** Kafka's client throws no KafkaException then. */
  @Test
  void aTransactionThatCannotBeAbortedKeepsNoClientOpen() {
    stream.join();
    consumer.rebalance(Set.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.addRecord(
        new ConsumerRecord<>(
            PARTITION.topic(), PARTITION.partition(), 0, new byte[1], new byte[1]));
    assertThat(stream.step(Duration.ZERO)).isEqualTo(1);
    producer.commitTransactionException = new TimeoutException("no answer");
    assertThatThrownBy(stream::commit)
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("no answer");
    producer.abortTransactionException =
        new IllegalStateException("the previous call to commitTransaction timed out");

    stream.close();

    assertThat(producer.closed()).isTrue();
    assertThat(consumer.closed()).isTrue();
  }
}
