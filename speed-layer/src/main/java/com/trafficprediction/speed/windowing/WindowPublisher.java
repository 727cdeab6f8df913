package com.trafficprediction.speed.windowing;

import com.trafficprediction.messaging.stream.Sender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.storage.hbase.RecentWindows;
import com.trafficprediction.storage.hbase.RecentWindows.Outcome;
import com.trafficprediction.storage.hbase.RecentWindows.Row;
import com.trafficprediction.storage.hbase.TopicEpochs;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes windows to HBase and then to {@code processed-traffic-aggregates}. Writing one again is
 * harmless: a row keeps the highest revision, and so do the topic's readers. A window of which
 * HBase holds more than we know goes nowhere. Not thread-safe.
 */
final class WindowPublisher {
  /** Bounds the size of one request to HBase. */
  private static final int BATCH = 1_000;

  private final RecentWindows table;
  private final Sender sender;
  private final int epoch;
  private final SpeedMetrics metrics;

  /**
   * @param epoch incarnation of the topic that offsets belong to
   */
  WindowPublisher(RecentWindows table, Sender sender, int epoch, SpeedMetrics metrics) {
    this.table = table;
    this.sender = sender;
    this.epoch = epoch;
    this.metrics = metrics;
  }

  /** Publishes windows and returns when both stores have them. */
  void publish(List<KeptWindow> windows) throws IOException {
    for (int from = 0; from < windows.size(); from += BATCH) {
      publishBatch(windows.subList(from, Math.min(windows.size(), from + BATCH)));
    }
    if (!windows.isEmpty()) {
      sender.flush();
      windows.forEach(KeptWindow::markPublished);
    }
  }

  private void publishBatch(List<KeptWindow> windows) throws IOException {
    List<Row> rows = new ArrayList<>(windows.size());
    for (KeptWindow window : windows) {
      rows.add(
          new Row(
              record(window),
              TopicEpochs.revision(epoch, window.firstOffset()),
              window.published()));
    }
    List<Outcome> outcomes = table.write(rows);
    for (int i = 0; i < rows.size(); i++) {
      TrafficWindow record = rows.get(i).window();
      if (outcomes.get(i) == Outcome.PARTIAL) {
        metrics.dropped("forgotten", 1);
      } else {
        sender.send(Topic.AGGREGATES, record.getSegmentId(), record);
        metrics.window(record.getState().name());
      }
    }
  }

  private TrafficWindow record(KeptWindow window) {
    TrafficWindow record =
        WindowRecords.toRecord(window.window(), window.duplicates(), window.state());
    record.setLateCount(window.late());
    record.setRevision(TopicEpochs.revision(epoch, window.lastOffset()));
    return record;
  }
}
