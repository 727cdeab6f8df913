package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads every partition of a topic, without a group: each process sees every record. Committed
 * records alone. For use by one thread; every method may throw {@link MessagingException}, then
 * close it and open it again.
 */
public final class TopicReader<T extends SpecificRecordBase> implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration OPEN_PATIENCE = Duration.ofSeconds(10);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final Topic topic;
  private final KafkaConsumer<byte[], Object> consumer;
  private final DecodingReader<T> reader;
  private final List<TopicPartition> partitions = new ArrayList<>();

  private TopicReader(KafkaSettings settings, Topic topic, Class<T> type) {
    this.settings = settings;
    this.topic = topic;
    this.consumer = StreamClients.consumer(settings, settings.consumerProperties(type));
    this.reader = new DecodingReader<>(consumer, topic, type);
  }

  /**
   * Opens a topic at the records that the broker took at or after a time.
   *
   * @param since wall time
   */
  public static <T extends SpecificRecordBase> TopicReader<T> open(
      KafkaSettings settings, Topic topic, Class<T> type, Instant since) {
    TopicReader<T> reader = new TopicReader<>(settings, topic, type);
    try {
      reader.assign(since);
      return reader;
    } catch (KafkaException e) {
      reader.close();
      throw reader.failed("could not open", e);
    } catch (MessagingException e) {
      reader.close();
      throw e;
    }
  }

  private void assign(Instant since) {
    List<PartitionInfo> found = consumer.partitionsFor(topic.topicName(), OPEN_PATIENCE);
    if (found == null || found.isEmpty()) {
      throw MessagingException.failed(
          "there is no topic " + topic.topicName(),
          settings,
          new IllegalStateException("no partitions"));
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    for (PartitionInfo info : found) {
      TopicPartition partition = new TopicPartition(topic.topicName(), info.partition());
      partitions.add(partition);
      times.put(partition, Math.max(0, since.toEpochMilli()));
    }
    consumer.assign(partitions);
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times, OPEN_PATIENCE);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, OPEN_PATIENCE);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp start = starts.get(partition);
      consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
    }
  }

  /** The next records, in order within each partition; empty when there are none in time. */
  public List<Received<T>> poll(Duration timeout) {
    try {
      return reader.poll(timeout);
    } catch (KafkaException e) {
      throw failed("could not read", e);
    }
  }

  /**
   * Asks the broker something. A poll cannot tell a topic without news from a broker that is gone.
   *
   * @throws MessagingException when it does not answer within five seconds
   */
  public void requireBroker() {
    try {
      var unused = consumer.endOffsets(partitions, ANSWER_PATIENCE);
    } catch (KafkaException e) {
      throw failed("could not ask for the end of", e);
    }
  }

  /** Offset of the next record of each partition, by partition. */
  public Map<Integer, Long> positions() {
    Map<Integer, Long> positions = new TreeMap<>();
    try {
      for (TopicPartition partition : partitions) {
        positions.put(partition.partition(), consumer.position(partition, OPEN_PATIENCE));
      }
    } catch (KafkaException e) {
      throw failed("could not ask for the position", e);
    }
    return positions;
  }

  /** Records behind the positions, over all partitions; empty while that is not known. */
  public OptionalLong lag() {
    long lag = 0;
    for (TopicPartition partition : partitions) {
      OptionalLong behind = consumer.currentLag(partition);
      if (behind.isEmpty()) {
        return OptionalLong.empty();
      }
      lag += behind.getAsLong();
    }
    return OptionalLong.of(lag);
  }

  /** Records met so far that are not of the expected type; they are passed over. */
  public long undecodable() {
    return reader.undecodable();
  }

  private MessagingException failed(String what, KafkaException e) {
    return MessagingException.failed(what + " " + topic.topicName(), settings, e);
  }

  @Override
  public void close() {
    StreamClients.close(consumer, CLOSE_PATIENCE);
  }
}
