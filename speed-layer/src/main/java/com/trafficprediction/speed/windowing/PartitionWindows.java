package com.trafficprediction.speed.windowing;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.messaging.stream.Bookmark;
import com.trafficprediction.speed.windowing.SegmentWindows.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The windows of one partition's segments, and how far it has been read.
 *
 * <p>A {@link Bookmark} says two things: the first offset that any kept window needs (a restart
 * reads from there), and the high-water mark (up to where everything was published). A restarted
 * reader folds the events between the two without publishing; at the mark its windows are those of
 * its predecessor, and all is known. Windows that were settled before are then dropped: their
 * beginnings may not have been read again. Not thread-safe.
 */
final class PartitionWindows {
  private static final String NOTE_PREFIX = "published=";

  private final WindowPolicy policy;
  private final long highWaterMark;
  private final Map<String, SegmentWindows> bySegment = new HashMap<>();
  private final List<KeptWindow> changed = new ArrayList<>();
  private long position;

  /**
   * A partition read from its beginning.
   *
   * @param position offset of the first event to read
   */
  PartitionWindows(WindowPolicy policy, long position) {
    this(policy, position, position);
  }

  private PartitionWindows(WindowPolicy policy, long position, long highWaterMark) {
    this.policy = policy;
    this.position = position;
    this.highWaterMark = highWaterMark;
  }

  /** A partition that goes on where a predecessor was. */
  static PartitionWindows resume(WindowPolicy policy, Bookmark bookmark) {
    long mark = bookmark.offset();
    if (bookmark.note().startsWith(NOTE_PREFIX)) {
      mark = Long.parseLong(bookmark.note().substring(NOTE_PREFIX.length()));
    }
    return new PartitionWindows(policy, bookmark.offset(), mark);
  }

  /** Takes the event at an offset; offsets only grow. */
  Outcome add(Reading reading, long offset, long wallMillis) {
    readUpTo(offset);
    Outcome outcome =
        bySegment
            .computeIfAbsent(
                reading.segmentId(), id -> new SegmentWindows(id, policy, changed::add))
            .add(reading, offset, wallMillis);
    readUpTo(offset + 1);
    return outcome;
  }

  /** Notes that everything below an offset was read, also where no event was. */
  void readUpTo(long nextOffset) {
    boolean wasRecovering = recovering();
    position = Math.max(position, nextOffset);
    if (wasRecovering && !recovering()) {
      changed.forEach(KeptWindow::markKnown);
      changed.clear();
    }
  }

  /** True while events are read again that a predecessor has published. */
  boolean recovering() {
    return position < highWaterMark;
  }

  /** Closes windows of segments that have been silent, and forgets those silent for long. */
  void checkSilence(long wallMillis) {
    if (recovering()) {
      return;
    }
    long offset = Math.max(0, position - 1);
    for (Iterator<SegmentWindows> all = bySegment.values().iterator(); all.hasNext(); ) {
      SegmentWindows segment = all.next();
      segment.closeIfIdle(wallMillis, offset);
      if (segment.isForgotten(wallMillis)) {
        all.remove();
      }
    }
  }

  /**
   * The windows to publish, in no particular order; nothing while recovering.
   *
   * @param finalOnly leave out those that are still open
   */
  List<KeptWindow> listChanged(boolean finalOnly) {
    if (recovering()) {
      return List.of();
    }
    return changed.stream()
        .filter(window -> window.changed() && (window.isFinal() || !finalOnly))
        .toList();
  }

  /** Notes what has been published; settled windows are forgotten by that. */
  void forgetPublished() {
    changed.removeIf(window -> !window.changed());
  }

  /**
   * How far it is; true only once every changed window is published.
   *
   * @throws IllegalStateException while some are not
   */
  Bookmark bookmark() {
    if (!listChanged(false).isEmpty()) {
      throw new IllegalStateException("windows changed and are not published yet");
    }
    long needed = position;
    for (SegmentWindows segment : bySegment.values()) {
      for (KeptWindow window : segment.windows()) {
        needed = Math.min(needed, window.firstOffset());
      }
    }
    return new Bookmark(needed, NOTE_PREFIX + Math.max(position, highWaterMark));
  }

  /** How many windows are in memory. */
  long kept() {
    long kept = 0;
    for (SegmentWindows segment : bySegment.values()) {
      kept += segment.windows().size();
    }
    return kept;
  }

  /** Start of the newest event seen, epoch milliseconds; {@link Long#MIN_VALUE} when none was. */
  long newestMillis() {
    return bySegment.values().stream()
        .mapToLong(SegmentWindows::newestMillis)
        .max()
        .orElse(Long.MIN_VALUE);
  }
}
