package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Membership of a group whose only purpose is to share out partitions: nothing is read. For
 * processes that each read everything ({@link TopicReader}), and of which one acts on a partition.
 * For use by one thread; after a {@link MessagingException}, close it and join again, unless the
 * member was displaced.
 */
public final class GroupShare implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final String group;
  private final String instance;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private GroupShare(KafkaSettings settings, String group, String instance) {
    this.settings = settings;
    this.group = group;
    this.instance = instance;
    this.consumer =
        StreamClients.consumer(
            settings,
            KafkaSettings.asMember(settings.consumerOfBytesProperties(), group, instance));
  }

  /**
   * Joins.
   *
   * @param instance this member's name in the group, the same after a restart
   */
  public static GroupShare join(
      KafkaSettings settings, Topic topic, String group, String instance) {
    GroupShare share = new GroupShare(settings, group, instance);
    share.consumer.subscribe(List.of(topic.topicName()), share.new Pausing());
    return share;
  }

  /**
   * Keeps the membership alive; call it at least once a minute.
   *
   * @return the partitions that are this member's now
   */
  public Set<Integer> partitions(Duration timeout) {
    try {
      consumer.poll(timeout);
      return consumer.assignment().stream()
          .map(TopicPartition::partition)
          .collect(Collectors.toUnmodifiableSet());
    } catch (KafkaException e) {
      throw MessagingException.ofMember("could not go on", settings, group, instance, e);
    }
  }

  @Override
  public void close() {
    StreamClients.close(consumer, CLOSE_PATIENCE);
  }

  private final class Pausing implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // Nothing was read, so there is nothing to commit.
    }
  }
}
