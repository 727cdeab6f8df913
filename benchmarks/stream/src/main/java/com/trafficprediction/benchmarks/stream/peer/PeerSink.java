package com.trafficprediction.benchmarks.stream.peer;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.hbase.RecentWindows;
import com.trafficprediction.storage.hbase.RecentWindows.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * What a sink connector does: committed windows into HBase in batches, the newest of each, and only
 * then its own offsets. Rows are absolute, so that a batch written twice does no harm.
 */
final class PeerSink implements Runnable {
  static final String GROUP = "peer-sink";

  /** As often as our windows are committed. */
  static final int COMMIT_MILLIS = 500;

  private static final Duration PATIENCE = Duration.ofMillis(50);

  /** The same for all states of a window: of these the one with most readings counts. */
  private static final long FIRST_REVISION = 1;

  private final RecentWindows table;
  private final KafkaConsumer<byte[], SpecificRecordBase> consumer;

  PeerSink(KafkaSettings kafka, RecentWindows table) {
    this.table = table;
    Map<String, Object> properties = kafka.consumerProperties(TrafficWindow.class);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    this.consumer = new KafkaConsumer<>(properties);
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(Topic.AGGREGATES.topicName()));
      long committed = System.nanoTime();
      while (true) {
        Map<String, Row> newest = new HashMap<>();
        for (ConsumerRecord<byte[], SpecificRecordBase> record : consumer.poll(PATIENCE)) {
          TrafficWindow window = (TrafficWindow) record.value();
          newest.put(
              window.getSegmentId() + '@' + window.getWindowStart().toEpochMilli(),
              new Row(window, FIRST_REVISION, OptionalLong.empty()));
        }
        if (!newest.isEmpty()) {
          table.write(List.copyOf(newest.values()));
        }
        // Also without records: markers of transactions are passed, and count as done.
        if (System.nanoTime() - committed >= COMMIT_MILLIS * 1_000_000L) {
          consumer.commitSync();
          committed = System.nanoTime();
        }
      }
    } catch (WakeupException e) {
      // Asked to stop.
    } catch (IOException e) {
      throw new IllegalStateException("HBase is out of reach: " + e.getMessage(), e);
    }
  }

  /** Makes {@link #run} return; callable from any thread. */
  void stop() {
    consumer.wakeup();
  }
}
