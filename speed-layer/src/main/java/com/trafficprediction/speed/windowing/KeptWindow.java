package com.trafficprediction.speed.windowing;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.WindowState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One window in memory, with its readings: a better copy of one that was folded must be able to
 * take its place. Not thread-safe.
 */
final class KeptWindow {
  private static final long NEVER = -1;

  private final SegmentWindows segment;
  private final long startMillis;
  private final long firstOffset;
  private final Consumer<KeptWindow> onChange;
  private final Map<String, Reading> byEventId = new LinkedHashMap<>();
  private WindowFold fold = new WindowFold();
  private WindowState state = WindowState.provisional;
  private long lastOffset;
  private int coveredSeconds;
  private int duplicates;
  private int late;
  private boolean changed;
  private boolean partial;
  private long publishedOffset = NEVER;

  /**
   * An empty window.
   *
   * @param onChange told when it changes for the first time, and after each publication again
   */
  KeptWindow(
      SegmentWindows segment, long startMillis, long firstOffset, Consumer<KeptWindow> onChange) {
    this.segment = segment;
    this.startMillis = Windows.requireStart(startMillis);
    this.firstOffset = firstOffset;
    this.lastOffset = firstOffset;
    this.onChange = onChange;
  }

  /**
   * Folds a reading of this window.
   *
   * @return false when one of its event id was here already; the better of the two counts
   */
  boolean add(Reading reading, long offset) {
    late += isFinal() ? 1 : 0;
    touch(offset);
    Reading other = byEventId.putIfAbsent(reading.eventId(), reading);
    if (other != null) {
      duplicates++;
      if (Reading.TIE_BREAK.compare(reading, other) < 0) {
        byEventId.put(reading.eventId(), reading);
        coveredSeconds += reading.intervalSeconds() - other.intervalSeconds();
        refold();
      }
      return false;
    }
    fold.add(reading);
    coveredSeconds += reading.intervalSeconds();
    if (coveredSeconds >= Windows.SECONDS) {
      state = WindowState.complete;
    }
    return true;
  }

  private void refold() {
    fold = new WindowFold();
    byEventId.values().forEach(fold::add);
  }

  /**
   * Ends it with readings missing, because of the event at this offset; does nothing when final.
   */
  boolean close(long offset) {
    if (isFinal()) {
      return false;
    }
    state = WindowState.closed;
    touch(offset);
    return true;
  }

  private void touch(long offset) {
    lastOffset = Math.max(lastOffset, offset);
    if (!changed && !partial) {
      changed = true;
      onChange.accept(this);
    }
  }

  String segmentId() {
    return segment.segmentId();
  }

  /** The segment that it belongs to. */
  SegmentWindows segment() {
    return segment;
  }

  long startMillis() {
    return startMillis;
  }

  long endMillis() {
    return startMillis + Windows.MILLIS;
  }

  /** Offset of the first event folded: a restart must read from here to fold it again. */
  long firstOffset() {
    return firstOffset;
  }

  /** Offset of the last event that changed it. */
  long lastOffset() {
    return lastOffset;
  }

  WindowState state() {
    return state;
  }

  boolean isFinal() {
    return state != WindowState.provisional;
  }

  int duplicates() {
    return duplicates;
  }

  int late() {
    return late;
  }

  WindowSums sums() {
    return fold.sums();
  }

  TrafficWindow window() {
    return new TrafficWindow(segmentId(), startMillis, sums());
  }

  /** True when it has changed since it was published. */
  boolean changed() {
    return changed;
  }

  /** True when it was published before, by this process. */
  boolean published() {
    return publishedOffset != NEVER;
  }

  /** What {@link #lastOffset} was when it was published. */
  long publishedOffset() {
    return publishedOffset;
  }

  void markPublished() {
    changed = false;
    publishedOffset = lastOffset;
  }

  /**
   * Its beginning is lost, and somebody has published the whole: it is never to be published, but
   * kept, so that its events go on to count as its own.
   */
  void markPartial() {
    changed = false;
    partial = true;
  }

  /** What it is now was published by an earlier owner. */
  void markKnown() {
    changed = false;
  }
}
