package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at a topic without being a member of any group: nothing is committed, nobody is disturbed.
 * For use by one thread.
 */
public final class TopicTail implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final KafkaSettings settings;
  private final Topic topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TailDecoder decoder;
  private final Map<TopicPartition, Long> ends;

  /**
   * Opens a topic.
   *
   * @param back how many records before the end of each partition to begin with; {@link
   *     Long#MAX_VALUE} for all
   * @throws MessagingException when the broker does not answer, or the topic is missing
   */
  public TopicTail(KafkaSettings settings, Topic topic, long back) {
    this.settings = settings;
    this.topic = topic;
    this.consumer = StreamClients.consumer(settings, settings.consumerOfBytesProperties());
    this.decoder = new TailDecoder(settings, topic);
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
      for (TopicPartition partition : partitions) {
        long end = Objects.requireNonNull(ends.get(partition));
        long beginning = Objects.requireNonNull(beginnings.get(partition));
        consumer.seek(partition, back >= end - beginning ? beginning : end - back);
      }
    } catch (KafkaException e) {
      consumer.close();
      throw MessagingException.failed("could not open " + topic.topicName(), settings, e);
    }
  }

  /**
   * The next records, waiting for some that long.
   *
   * @throws MessagingException when the broker does not answer, or the schema registry does not say
   *     what a record is
   */
  public List<TailedRecord> poll(Duration timeout) {
    List<TailedRecord> found = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
        found.add(decoder.decode(record));
      }
    } catch (KafkaException e) {
      throw MessagingException.failed("could not read " + topic.topicName(), settings, e);
    }
    return found;
  }

  /** True when everything that was there on opening has been read. */
  public boolean atFirstEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    StreamClients.close(consumer, CLOSE_PATIENCE);
  }
}
