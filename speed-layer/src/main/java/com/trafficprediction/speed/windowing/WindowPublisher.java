package com.trafficprediction.speed.windowing;

import com.trafficprediction.messaging.stream.Sender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.storage.hbase.RecentWindows;
import com.trafficprediction.storage.hbase.RecentWindows.Row;
import com.trafficprediction.storage.hbase.TopicEpochs;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes windows to HBase and then to {@code processed-traffic-aggregates}. Writing one again is
 * harmless: the highest revision counts, for readers of the table and of the topic alike; of two
 * with one revision that which is over, since silence ends a window without a reading. A window of
 * which HBase holds more than we know goes nowhere. Not thread-safe.
 */
final class WindowPublisher implements Publication {
  /** Bounds the size of one request to HBase. */
  private static final int BATCH = 2_000;

  private static final Long NONE = Long.MIN_VALUE;

  private final Table table;
  private final Sender sender;
  private final int epoch;
  private final SpeedMetrics metrics;

  /**
   * @param epoch incarnation of the topic that offsets belong to
   */
  WindowPublisher(Table table, Sender sender, int epoch, SpeedMetrics metrics) {
    this.table = table;
    this.sender = sender;
    this.epoch = epoch;
    this.metrics = metrics;
  }

  /** What is asked of {@link RecentWindows}. */
  interface Table {
    /** Those of {@link RecentWindows#findNewest}. */
    Map<String, Long> findNewest(Set<String> segments) throws IOException;

    /** Those of {@link RecentWindows#findPartial}. */
    Set<Integer> findPartial(List<Row> rows) throws IOException;

    /** See {@link RecentWindows#write}. */
    void write(List<Row> rows) throws IOException;

    /** The real one. */
    static Table of(RecentWindows windows) {
      return new Table() {
        @Override
        public Map<String, Long> findNewest(Set<String> segments) throws IOException {
          return windows.findNewest(segments);
        }

        @Override
        public Set<Integer> findPartial(List<Row> rows) throws IOException {
          return windows.findPartial(rows);
        }

        @Override
        public void write(List<Row> rows) throws IOException {
          windows.write(rows);
        }
      };
    }
  }

  @Override
  public void publish(List<KeptWindow> windows) throws IOException {
    List<KeptWindow> published = new ArrayList<>(windows.size());
    for (int from = 0; from < windows.size(); from += BATCH) {
      List<KeptWindow> batch = windows.subList(from, Math.min(windows.size(), from + BATCH));
      List<KeptWindow> whole = withoutPartial(batch);
      write(whole);
      published.addAll(whole);
    }
    if (!published.isEmpty()) {
      sender.flush();
      published.forEach(KeptWindow::markPublished);
    }
  }

  /** Marks those of which the table holds more than we know; returns the others. */
  private List<KeptWindow> withoutPartial(List<KeptWindow> windows) throws IOException {
    askForNewest(windows);
    List<KeptWindow> whole = new ArrayList<>(windows.size());
    List<KeptWindow> doubtful = new ArrayList<>();
    for (KeptWindow window : windows) {
      boolean isDoubtful =
          !window.published() && window.segment().mayBeStored(window.startMillis());
      (isDoubtful ? doubtful : whole).add(window);
    }
    if (doubtful.isEmpty()) {
      return whole;
    }
    Set<Integer> partial = table.findPartial(doubtful.stream().map(this::row).toList());
    metrics.dropped("forgotten", partial.size());
    for (int i = 0; i < doubtful.size(); i++) {
      if (partial.contains(i)) {
        doubtful.get(i).markPartial();
      } else {
        whole.add(doubtful.get(i));
      }
    }
    return whole;
  }

  private void write(List<KeptWindow> windows) throws IOException {
    List<Row> rows = windows.stream().map(this::row).toList();
    table.write(rows);
    for (Row row : rows) {
      TrafficWindow record = row.window();
      sender.send(Topic.AGGREGATES, record.getSegmentId(), record);
      metrics.window(record.getState().name());
    }
  }

  /**
   * Of segments that are new to us: up to where HBase has windows. Those may have begun before we
   * came to know the segment; later ones cannot.
   */
  private void askForNewest(List<KeptWindow> windows) throws IOException {
    Map<String, SegmentWindows> unknown = new HashMap<>();
    for (KeptWindow window : windows) {
      if (!window.segment().knowsNewestStored()) {
        unknown.put(window.segmentId(), window.segment());
      }
    }
    if (!unknown.isEmpty()) {
      Map<String, Long> newest = table.findNewest(unknown.keySet());
      unknown.forEach((id, segment) -> segment.setNewestStored(newest.getOrDefault(id, NONE)));
    }
  }

  private Row row(KeptWindow window) {
    OptionalLong replaced = OptionalLong.empty();
    if (window.published()) {
      replaced = OptionalLong.of(TopicEpochs.revision(epoch, window.publishedOffset()));
    }
    return new Row(record(window), TopicEpochs.revision(epoch, window.firstOffset()), replaced);
  }

  private TrafficWindow record(KeptWindow window) {
    TrafficWindow record =
        WindowRecords.toRecord(window.window(), window.duplicates(), window.state());
    record.setLateCount(window.late());
    record.setRevision(TopicEpochs.revision(epoch, window.lastOffset()));
    return record;
  }
}
