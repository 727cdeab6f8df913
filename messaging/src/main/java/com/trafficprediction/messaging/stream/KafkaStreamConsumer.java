package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link StreamConsumer} of a real broker.
 *
 * <pre>{@code
 * var consumer =
 *     KafkaStreamConsumer.join(settings, Topic.EVENTS, TrafficEvent.class, group, instance, listener);
 * }</pre>
 */
public final class KafkaStreamConsumer<T extends SpecificRecordBase> implements StreamConsumer<T> {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaStreamConsumer.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final Topic topic;
  private final String group;
  private final String instance;
  private final KafkaConsumer<byte[], Object> consumer;
  private final DecodingReader<T> reader;

  private KafkaStreamConsumer(
      KafkaSettings settings, Topic topic, Class<T> type, String group, String instance) {
    this.settings = settings;
    this.topic = topic;
    this.group = group;
    this.instance = instance;
    this.consumer =
        StreamClients.consumer(
            settings, KafkaSettings.asMember(settings.consumerProperties(type), group, instance));
    this.reader = new DecodingReader<>(consumer, topic, type);
  }

  /**
   * Joins a group.
   *
   * @param instance this member's name in the group, the same after a restart
   * @param listener told of partitions; it gets the consumer to ask for bookmarks
   */
  public static <T extends SpecificRecordBase> KafkaStreamConsumer<T> join(
      KafkaSettings settings,
      Topic topic,
      Class<T> type,
      String group,
      String instance,
      AssignmentListener listener) {
    KafkaStreamConsumer<T> joined =
        new KafkaStreamConsumer<>(settings, topic, type, group, instance);
    joined.consumer.subscribe(List.of(topic.topicName()), new Listener(listener));
    return joined;
  }

  @Override
  public List<Received<T>> poll(Duration timeout) {
    try {
      return reader.poll(timeout);
    } catch (KafkaException e) {
      throw failed("could not read", e);
    }
  }

  @Override
  public Optional<Bookmark> findBookmark(int partition) {
    TopicPartition key = key(partition);
    OffsetAndMetadata committed = ask(() -> consumer.committed(Set.of(key)).get(key));
    return Optional.ofNullable(committed).map(c -> new Bookmark(c.offset(), c.metadata()));
  }

  @Override
  public void seek(int partition, long offset) {
    consumer.seek(key(partition), offset);
  }

  @Override
  public long position(int partition) {
    return ask(() -> consumer.position(key(partition)));
  }

  @Override
  public long beginning(int partition) {
    TopicPartition key = key(partition);
    return ask(() -> Objects.requireNonNull(consumer.beginningOffsets(Set.of(key)).get(key)));
  }

  @Override
  public OptionalLong lag(int partition) {
    return consumer.currentLag(key(partition));
  }

  @Override
  public boolean commit(Map<Integer, Bookmark> bookmarks) {
    if (bookmarks.isEmpty()) {
      return true;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    bookmarks.forEach(
        (partition, bookmark) ->
            offsets.put(key(partition), new OffsetAndMetadata(bookmark.offset(), bookmark.note())));
    try {
      consumer.commitSync(offsets);
      return true;
    } catch (RebalanceInProgressException e) {
      // To start over would begin a rebalance too: two members could keep each other from working.
      LOG.debug("{} is being rebalanced, bookmarks are committed after that", group, e);
      return false;
    } catch (KafkaException e) {
      throw failed("could not commit offsets", e);
    }
  }

  @Override
  public Set<Integer> assignment() {
    return partitions(consumer.assignment());
  }

  @Override
  public long undecodable() {
    return reader.undecodable();
  }

  @Override
  public void close() {
    StreamClients.close(consumer, CLOSE_PATIENCE);
  }

  private <V> V ask(Supplier<V> question) {
    try {
      return question.get();
    } catch (KafkaException e) {
      throw failed("could not ask", e);
    }
  }

  private MessagingException failed(String what, KafkaException e) {
    return MessagingException.ofMember(
        what + " of " + topic.topicName(), settings, group, instance, e);
  }

  private TopicPartition key(int partition) {
    return new TopicPartition(topic.topicName(), partition);
  }

  private static Set<Integer> partitions(Collection<TopicPartition> keys) {
    return keys.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
  }

  private record Listener(AssignmentListener listener) implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> keys) {
      listener.assigned(partitions(keys));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> keys) {
      listener.revoked(partitions(keys));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> keys) {
      listener.lost(partitions(keys));
    }
  }
}
