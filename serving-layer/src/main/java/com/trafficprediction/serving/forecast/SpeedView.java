package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.window.Windows;
import com.trafficprediction.serving.merge.SpeedWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest windows of the stream, a day per segment, each in the version that {@link
 * SpeedWindow#isNewerThan} prefers. Thread-safe.
 */
public final class SpeedView {
  private static final int KEPT = Windows.PER_DAY;

  private final Map<String, TreeMap<Long, SpeedWindow>> bySegment = new HashMap<>();

  /**
   * Takes a window in.
   *
   * @return false when it is known already, in this version or a later one
   */
  synchronized boolean put(SpeedWindow window) {
    TreeMap<Long, SpeedWindow> windows =
        bySegment.computeIfAbsent(window.window().segmentId(), id -> new TreeMap<>());
    SpeedWindow before = windows.get(window.window().startMillis());
    if (before != null && !window.isNewerThan(before)) {
      return false;
    }
    windows.put(window.window().startMillis(), window);
    while (windows.size() > KEPT) {
      windows.pollFirstEntry();
    }
    return true;
  }

  /** End of the newest window of a segment; {@link Long#MIN_VALUE} without one. */
  public synchronized long newestEnd(String segment) {
    TreeMap<Long, SpeedWindow> windows = bySegment.get(segment);
    return windows == null || windows.isEmpty()
        ? Long.MIN_VALUE
        : windows.lastKey() + Windows.MILLIS;
  }

  /** The windows of a segment, by start. */
  public synchronized List<SpeedWindow> list(String segment) {
    TreeMap<Long, SpeedWindow> windows = bySegment.get(segment);
    return windows == null ? List.of() : new ArrayList<>(windows.values());
  }
}
