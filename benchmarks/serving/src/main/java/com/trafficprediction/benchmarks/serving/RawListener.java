package com.trafficprediction.benchmarks.serving;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.codec.RawMessage;
import com.trafficprediction.messaging.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Notes when Kafka accepted each reading, from now on: topics bear the time of the append. */
final class RawListener implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final LiveWay way;
  private CompletableFuture<Void> listening = CompletableFuture.completedFuture(null);

  RawListener(KafkaSettings kafka, LiveWay way) {
    this.consumer = new KafkaConsumer<>(kafka.consumerOfBytesProperties());
    this.way = way;
    List<TopicPartition> partitions =
        IntStream.range(0, kafka.partitionsOf(Topic.RAW))
            .mapToObj(i -> new TopicPartition(Topic.RAW.topicName(), i))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  void start() {
    listening =
        CompletableFuture.runAsync(this::listen, task -> new Thread(task, "raw-listener").start());
  }

  private void listen() {
    RawDecoder decoder = new RawDecoder();
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
          if (decoder.decode(record.value()) instanceof RawMessage.Parsed parsed) {
            note(parsed.reading(), record.timestamp());
          }
        }
      }
    } catch (WakeupException e) {
      // Asked to stop.
    }
  }

  private void note(RawReading reading, long acceptedMillis) {
    String segment = reading.segmentId();
    Long timestamp = reading.timestampMillis();
    if (segment != null && timestamp != null && reading.speedKmh() != null) {
      way.accepted(segment, timestamp, acceptedMillis);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      listening.join();
    } finally {
      consumer.close();
    }
  }
}
