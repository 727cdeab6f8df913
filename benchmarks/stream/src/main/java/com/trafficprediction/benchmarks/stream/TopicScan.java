package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.topic.Topic;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The broker's own rate: the ceiling of whoever reads from it. */
final class TopicScan {
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private TopicScan() {}

  /** Reads so many records of a topic with one consumer. */
  static double eventsPerSecond(KafkaSettings kafka, Topic topic, long records) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka.consumerOfBytesProperties())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long started = System.nanoTime();
      long read = 0;
      while (read < records) {
        read += consumer.poll(PATIENCE).count();
      }
      return records / ((System.nanoTime() - started) / 1e9);
    }
  }
}
