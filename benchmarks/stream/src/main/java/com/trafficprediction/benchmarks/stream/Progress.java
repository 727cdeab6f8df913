package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far consumer groups are, by what they committed. Not thread-safe. */
final class Progress implements AutoCloseable {
  private static final String PUBLISHED = "published=";

  /** A topic, and the group that reads it. */
  record Source(String topic, String group) {}

  private final Admin admin;

  Progress(KafkaSettings kafka) {
    this.admin = Admin.create(kafka.adminProperties());
  }

  /** How many records of a topic a group has done with. */
  long done(Source source) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(source.group()).partitionsToOffsetAndMetadata().get();
    long done = 0;
    for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
      if (entry.getValue() != null && entry.getKey().topic().equals(source.topic())) {
        done += done(entry.getValue());
      }
    }
    return done;
  }

  /** The window consumer's offset is where a restart reads from; its note says what is done. */
  private static long done(OffsetAndMetadata committed) {
    String note = committed.metadata();
    return note.startsWith(PUBLISHED)
        ? Long.parseLong(note.substring(PUBLISHED.length()))
        : committed.offset();
  }

  /** True when a group has done all that is in its topic. */
  boolean isThrough(Source source) throws ExecutionException, InterruptedException {
    return done(source) >= end(source.topic());
  }

  private long end(String topic) throws ExecutionException, InterruptedException {
    int partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
            .mapToInt(description -> description.partitions().size())
            .sum();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int i = 0; i < partitions; i++) {
      latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    return admin
        .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .values()
        .stream()
        .collect(Collectors.summingLong(found -> found.offset()));
  }

  @Override
  public void close() {
    admin.close();
  }
}
