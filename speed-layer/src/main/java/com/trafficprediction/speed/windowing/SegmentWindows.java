package com.trafficprediction.speed.windowing;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.Windows;
import java.util.Collection;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The windows of one segment that are open or still take late events. Not thread-safe. */
final class SegmentWindows {
  /** What became of an event. */
  enum Outcome {
    /** Folded into an open window. */
    FOLDED,
    /** Folded into a window that was final already. */
    AMENDED,
    /** An event of this id was there; the better one counts. */
    DUPLICATE,
    /** Its window is settled: it changes nothing here, and still reaches HDFS. */
    TOO_LATE
  }

  private static final long NOTHING_YET = Long.MIN_VALUE / 2;

  private final String segmentId;
  private final WindowPolicy policy;
  private final Consumer<KeptWindow> onChange;
  private final NavigableMap<Long, KeptWindow> byStart = new TreeMap<>();
  private long newestMillis = NOTHING_YET;
  private long lastSeenWall;
  private OptionalLong newestStored = OptionalLong.empty();

  /**
   * A segment without an event yet.
   *
   * @param onChange told of windows that are to be published
   */
  SegmentWindows(String segmentId, WindowPolicy policy, Consumer<KeptWindow> onChange) {
    this.segmentId = segmentId;
    this.policy = policy;
    this.onChange = onChange;
  }

  /**
   * Takes an event.
   *
   * @param wallMillis when it was read, wall time
   */
  Outcome add(Reading reading, long offset, long wallMillis) {
    lastSeenWall = wallMillis;
    long start = Windows.startOf(reading.startMillis());
    if (isSettled(start)) {
      return Outcome.TOO_LATE;
    }
    KeptWindow window =
        byStart.computeIfAbsent(start, s -> new KeptWindow(this, s, offset, onChange));
    boolean wasFinal = window.isFinal();
    boolean fresh = window.add(reading, offset);
    if (reading.startMillis() > newestMillis) {
      newestMillis = reading.startMillis();
      advance(offset);
    }
    if (!fresh) {
      return Outcome.DUPLICATE;
    }
    return wasFinal ? Outcome.AMENDED : Outcome.FOLDED;
  }

  /** Event time up to which this segment's events are expected to be in. */
  long watermark() {
    return newestMillis - policy.delayMillis();
  }

  /** Start of the newest event seen. */
  long newestMillis() {
    return newestMillis;
  }

  private boolean isSettled(long start) {
    return start + Windows.MILLIS + policy.latenessMillis() <= watermark();
  }

  private void advance(long offset) {
    long watermark = watermark();
    for (Iterator<KeptWindow> all = byStart.values().iterator(); all.hasNext(); ) {
      KeptWindow window = all.next();
      if (window.endMillis() > watermark) {
        return;
      }
      window.close(offset);
      if (isSettled(window.startMillis())) {
        all.remove();
      }
    }
  }

  /**
   * Closes what is open when the segment has been silent.
   *
   * @param offset the partition's last offset read
   */
  void closeIfIdle(long wallMillis, long offset) {
    if (wallMillis - lastSeenWall >= policy.idleMillis()) {
      byStart.values().forEach(window -> window.close(offset));
    }
  }

  /** True when it has been silent so long that it is to be forgotten. */
  boolean isForgotten(long wallMillis) {
    return wallMillis - lastSeenWall >= policy.forgetMillis();
  }

  String segmentId() {
    return segmentId;
  }

  /** Whether anybody has said up to where windows were stored before we knew the segment. */
  boolean knowsNewestStored() {
    return newestStored.isPresent();
  }

  void setNewestStored(long startMillis) {
    newestStored = OptionalLong.of(startMillis);
  }

  /** True for a window that may have been stored before we knew the segment. */
  boolean mayBeStored(long startMillis) {
    return newestStored.isEmpty() || startMillis <= newestStored.getAsLong();
  }

  Collection<KeptWindow> windows() {
    return byStart.values();
  }
}
