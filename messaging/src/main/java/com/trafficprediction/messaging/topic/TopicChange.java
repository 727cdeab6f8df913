package com.trafficprediction.messaging.topic;

/** One difference between the declared topics and those of a cluster. */
public sealed interface TopicChange {

  /** Which topic it is about. */
  Topic topic();

  /** The difference as a line of a diff, {@code +} for what will be, {@code !} for a warning. */
  String describe();

  /** The topic is missing. */
  record Create(Topic topic, int partitions, short replicationFactor) implements TopicChange {
    @Override
    public String describe() {
      return "+ %s: create with %d partitions, %d cop%s, %s"
          .formatted(
              topic.topicName(),
              partitions,
              replicationFactor,
              replicationFactor == 1 ? "y" : "ies",
              topic.settings(replicationFactor));
    }
  }

  /** A setting differs. */
  record Configure(Topic topic, String key, String before, String after) implements TopicChange {
    @Override
    public String describe() {
      return "~ %s: %s %s -> %s".formatted(topic.topicName(), key, before, after);
    }
  }

  /** The topic has fewer copies. Left alone: to make more moves all of its data. */
  record FewerCopies(Topic topic, int declared, int found) implements TopicChange {
    @Override
    public String describe() {
      return "! %s: has %d cop%s of a partition, declared are %d; left alone: kafka-reassign-partitions.sh makes more"
          .formatted(topic.topicName(), found, found == 1 ? "y" : "ies", declared);
    }
  }

  /**
   * The topic has another number of partitions. Left alone: to change it moves keys to other
   * partitions, and with them the order of a segment's records.
   */
  record OtherPartitions(Topic topic, int declared, int found) implements TopicChange {
    @Override
    public String describe() {
      return "! %s: has %d partitions, declared are %d; left alone, because a change moves segments between partitions"
          .formatted(topic.topicName(), found, declared);
    }
  }
}
