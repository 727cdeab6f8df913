package com.trafficprediction.messaging.topic;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.TopicChange.Configure;
import com.trafficprediction.messaging.topic.TopicChange.Create;
import com.trafficprediction.messaging.topic.TopicChange.FewerCopies;
import com.trafficprediction.messaging.topic.TopicChange.OtherPartitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares the declared topics with those of a cluster and makes up the difference. Applying twice
 * changes nothing the second time. Thread-safe.
 */
public final class TopicAdmin implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<Topic> ALL = List.of(Topic.values());

  private final Admin admin;
  private final KafkaSettings settings;

  private TopicAdmin(Admin admin, KafkaSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /** Opens a client; the broker is asked by the other methods. */
  public static TopicAdmin open(KafkaSettings settings) {
    try {
      return new TopicAdmin(Admin.create(settings.adminProperties()), settings);
    } catch (KafkaException e) {
      throw MessagingException.unusable(settings, e);
    }
  }

  /**
   * What differs, in the order of the data flow; empty when all is as declared.
   *
   * @throws MessagingException when the broker does not answer
   */
  public List<TopicChange> diff() {
    List<TopicChange> changes = new ArrayList<>();
    Map<Topic, TopicDescription> found = describe(ALL);
    Map<Topic, Config> configs = configs(found.keySet());
    for (Topic topic : ALL) {
      TopicDescription description = found.get(topic);
      if (description == null) {
        changes.add(new Create(topic, settings.partitionsOf(topic), settings.replicationFactor()));
        continue;
      }
      int partitions = description.partitions().size();
      if (partitions != settings.partitionsOf(topic)) {
        changes.add(new OtherPartitions(topic, settings.partitionsOf(topic), partitions));
      }
      int copies = copies(description);
      if (copies < settings.replicationFactor()) {
        changes.add(new FewerCopies(topic, settings.replicationFactor(), copies));
      }
      Optional.ofNullable(configs.get(topic))
          .ifPresent(config -> changes.addAll(differences(topic, copies, config)));
    }
    return changes;
  }

  /** Of the partition that has the fewest. */
  private static int copies(TopicDescription description) {
    return description.partitions().stream()
        .mapToInt(partition -> partition.replicas().size())
        .min()
        .orElse(1);
  }

  /**
   * Makes the changes that {@link #diff} found. A topic that somebody else created meanwhile is
   * what we wanted.
   */
  public void apply(List<TopicChange> changes) {
    for (TopicChange change : changes) {
      if (change instanceof Create create) {
        create(create);
      } else if (change instanceof Configure configure) {
        configure(configure);
      }
    }
  }

  /** Which of the topics are missing. */
  public List<Topic> listMissing() {
    Map<Topic, TopicDescription> found = describe(ALL);
    return ALL.stream().filter(topic -> !found.containsKey(topic)).toList();
  }

  /**
   * The number of partitions of a topic, if it exists.
   *
   * @throws MessagingException when the broker does not answer
   */
  public Optional<Integer> findPartitions(Topic topic) {
    return Optional.ofNullable(describe(List.of(topic)).get(topic))
        .map(found -> found.partitions().size());
  }

  /** The identity Kafka gave a topic when it was created: another one after it was created anew. */
  public Optional<String> findTopicId(Topic topic) {
    return Optional.ofNullable(describe(List.of(topic)).get(topic))
        .map(found -> found.topicId().toString());
  }

  private void create(Create create) {
    NewTopic topic =
        new NewTopic(create.topic().topicName(), create.partitions(), create.replicationFactor())
            .configs(create.topic().settings(create.replicationFactor()));
    try {
      get(admin.createTopics(List.of(topic)).all(), "create topic " + topic.name());
    } catch (MessagingException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void configure(Configure change) {
    AlterConfigOp set =
        new AlterConfigOp(new ConfigEntry(change.key(), change.after()), AlterConfigOp.OpType.SET);
    Map<ConfigResource, Collection<AlterConfigOp>> all =
        Map.of(resource(change.topic()), List.of(set));
    get(
        admin.incrementalAlterConfigs(all).all(),
        "set " + change.key() + " of " + change.topic().topicName());
  }

  private static List<TopicChange> differences(Topic topic, int copies, Config config) {
    List<TopicChange> changes = new ArrayList<>();
    topic
        .settings(copies)
        .forEach(
            (key, wanted) -> {
              ConfigEntry entry = config.get(key);
              String found = entry == null ? "(unset)" : entry.value();
              // Whoever asks for more copies than we do shall have them.
              boolean enough =
                  key.equals(Topic.MIN_COPIES)
                      && entry != null
                      && Integer.parseInt(entry.value()) > Integer.parseInt(wanted);
              if (!wanted.equals(found) && !enough) {
                changes.add(new Configure(topic, key, found, wanted));
              }
            });
    return changes;
  }

  /** Asks of no others: who has rights on one topic need not have them on all. */
  private Map<Topic, TopicDescription> describe(List<Topic> topics) {
    Map<Topic, TopicDescription> found = new HashMap<>();
    var futures =
        admin.describeTopics(topics.stream().map(Topic::topicName).toList()).topicNameValues();
    for (Topic topic : topics) {
      KafkaFuture<TopicDescription> future = futures.get(topic.topicName());
      if (future == null) {
        continue;
      }
      try {
        found.put(topic, get(future, "describe topic " + topic.topicName()));
      } catch (MessagingException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  private Map<Topic, Config> configs(Collection<Topic> topics) {
    Map<Topic, Config> configs = new HashMap<>();
    List<ConfigResource> resources = topics.stream().map(TopicAdmin::resource).toList();
    Map<ConfigResource, Config> found =
        get(admin.describeConfigs(resources).all(), "read the topics' settings");
    found.forEach((resource, config) -> configs.put(Topic.get(resource.name()), config));
    return configs;
  }

  private static ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
  }

  private <T> T get(KafkaFuture<T> future, String what) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw MessagingException.failed(
          "could not " + what, settings, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw MessagingException.failed("could not " + what, settings, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MessagingException.failed("interrupted while trying to " + what, settings, e);
    }
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
