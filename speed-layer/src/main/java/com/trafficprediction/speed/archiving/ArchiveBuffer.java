package com.trafficprediction.speed.archiving;

import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.storage.archive.ArchivePosition;
import java.util.ArrayList;
import java.util.List;

/** What was read of one partition and is not archived yet. Not thread-safe. */
final class ArchiveBuffer {
  private final List<TrafficEvent> events = new ArrayList<>();
  private long start;
  private long next;
  private long newestMillis;
  private long lastEventWall;

  /**
   * A partition at some position.
   *
   * @param wallMillis now: silence is counted from here
   */
  ArchiveBuffer(ArchivePosition position, long wallMillis) {
    this.start = position.nextOffset();
    this.next = position.nextOffset();
    this.newestMillis = position.newestMillis();
    this.lastEventWall = wallMillis;
  }

  void add(TrafficEvent event, long offset, long wallMillis) {
    events.add(event);
    next = offset + 1;
    newestMillis = Math.max(newestMillis, event.getTimestamp().toEpochMilli());
    lastEventWall = wallMillis;
  }

  /** Waits no longer for this silent partition: it counts as being as far as the others. */
  void passSilently(long eventMillis) {
    newestMillis = Math.max(newestMillis, eventMillis);
  }

  boolean silentFor(long millis, long wallMillis) {
    return wallMillis - lastEventWall >= millis;
  }

  List<TrafficEvent> events() {
    return events;
  }

  /** Where the partition stood when the first buffered event was read. */
  long start() {
    return start;
  }

  /** Where it stands behind the last one. */
  ArchivePosition position() {
    return new ArchivePosition(next, newestMillis);
  }

  void markArchived() {
    events.clear();
    start = next;
  }
}
