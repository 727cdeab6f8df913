package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is forecast when. A segment is forecast once per origin, as soon as the windows of
 * the whole network are in, or a grace after its own; when more comes later it is forecast again,
 * at most once a grace, and only if that changes what the model reads.
 *
 * <p>Keeps the two newest windows of each segment: one that is over, and one that is still open.
 * Origins that were passed before they were due are never forecast. Time is whatever monotonic
 * clock the caller has. Not thread-safe.
 */
public final class OriginPlan {
  private static final int KEPT = 2;
  private static final long ACTIVE_MILLIS = 3_600_000;

  private final long graceNanos;
  private final boolean provisional;
  private final List<TreeMap<Long, Slot>> slots = new ArrayList<>();
  private long version;

  /**
   * @param segments how many there are
   * @param graceNanos how long a segment waits for others
   * @param provisional whether open windows are forecast from
   */
  public OriginPlan(int segments, long graceNanos, boolean provisional) {
    this.graceNanos = graceNanos;
    this.provisional = provisional;
    for (int i = 0; i < segments; i++) {
      slots.add(new TreeMap<>());
    }
  }

  /**
   * Something to forecast.
   *
   * @param segment position of the segment
   * @param originMillis the origin
   * @param open whether the last window is still open: the forecast is provisional
   */
  public record Due(int segment, long originMillis, boolean open) {}

  private static final class Slot {
    private final long seenAt;
    private boolean open;
    private boolean done;
    private boolean doneOpen;
    private long doneAt;
    private long doneVersion;
    private float @Nullable [] row;

    Slot(long seenAt) {
      this.seenAt = seenAt;
    }
  }

  /** Tells of a window, or of a new version of one. */
  public void seen(int segment, long startMillis, boolean open, long now) {
    version++;
    TreeMap<Long, Slot> kept = slots.get(segment);
    if (kept.size() >= KEPT && startMillis < kept.firstKey()) {
      return;
    }
    Slot slot = kept.computeIfAbsent(startMillis, start -> new Slot(now));
    slot.open = open;
    while (kept.size() > KEPT) {
      kept.pollFirstEntry();
    }
  }

  /**
   * What is to be forecast now.
   *
   * @param earliestOrigin origins before it are left alone: the batch view covers them
   */
  public List<Due> due(long now, long earliestOrigin) {
    List<Due> due = new ArrayList<>();
    Map<Long, Boolean> complete = new TreeMap<>();
    for (int segment = 0; segment < slots.size(); segment++) {
      Map.Entry<Long, Slot> settled = newestSettled(segment);
      for (Map.Entry<Long, Slot> entry : slots.get(segment).entrySet()) {
        boolean wanted =
            entry.getValue().open
                ? provisional && entry.getKey().equals(slots.get(segment).lastKey())
                : settled != null && entry.getKey().equals(settled.getKey());
        long origin = entry.getKey() + Windows.MILLIS;
        if (wanted
            && origin >= earliestOrigin
            && isDue(
                entry.getValue(),
                now,
                complete.computeIfAbsent(entry.getKey(), this::isComplete))) {
          due.add(new Due(segment, origin, entry.getValue().open));
        }
      }
    }
    return due;
  }

  private Map.@Nullable Entry<Long, Slot> newestSettled(int segment) {
    for (Map.Entry<Long, Slot> entry : slots.get(segment).descendingMap().entrySet()) {
      if (!entry.getValue().open) {
        return entry;
      }
    }
    return null;
  }

  private boolean isDue(Slot slot, long now, boolean complete) {
    if (!slot.done) {
      return complete || now - slot.seenAt >= graceNanos;
    }
    if (slot.doneOpen != slot.open) {
      return true;
    }
    return slot.doneVersion < version && (complete || now - slot.doneAt >= graceNanos);
  }

  /** True when every segment that sent anything in the hour before has this window, or a later. */
  private boolean isComplete(long startMillis) {
    for (TreeMap<Long, Slot> kept : slots) {
      if (kept.isEmpty() || kept.lastKey() < startMillis - ACTIVE_MILLIS) {
        continue;
      }
      Slot slot = kept.get(startMillis);
      boolean in = slot == null ? kept.lastKey() > startMillis : !slot.open;
      if (!in) {
        return false;
      }
    }
    return true;
  }

  /**
   * Notes that something due was looked at.
   *
   * @param row what the model reads
   * @return whether that is new: another row than at the last time, or a window that is over now
   */
  public boolean isNews(Due due, float[] row, long now) {
    Slot slot = slots.get(due.segment()).get(due.originMillis() - Windows.MILLIS);
    if (slot == null) {
      return false;
    }
    boolean news = !slot.done || slot.doneOpen != due.open() || !Arrays.equals(slot.row, row);
    slot.done = true;
    slot.doneAt = now;
    slot.doneOpen = due.open();
    slot.doneVersion = version;
    slot.row = row.clone();
    return news;
  }

  /** Notes that what was due was made in vain: it is due again. */
  public void again(Due due) {
    Slot slot = slots.get(due.segment()).get(due.originMillis() - Windows.MILLIS);
    if (slot != null) {
      slot.done = false;
    }
  }

  /** How many segments have a window that starts at or after a time. */
  public int segmentsSince(long startMillis) {
    int count = 0;
    for (TreeMap<Long, Slot> kept : slots) {
      if (!kept.isEmpty() && kept.lastKey() >= startMillis) {
        count++;
      }
    }
    return count;
  }

  /** End of the newest window of any segment; {@link Long#MIN_VALUE} before the first. */
  public long newestOrigin() {
    long newest = Long.MIN_VALUE;
    for (TreeMap<Long, Slot> kept : slots) {
      if (!kept.isEmpty()) {
        newest = Math.max(newest, kept.lastKey() + Windows.MILLIS);
      }
    }
    return newest;
  }
}
