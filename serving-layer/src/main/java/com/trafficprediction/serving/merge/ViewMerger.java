package com.trafficprediction.serving.merge;

import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.serving.merge.MergedWindow.Source;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The rule by which the views become one, for every endpoint:
 *
 * <ul>
 *   <li>a window that ended at or before the watermark is the batch view's alone: what that view
 *       lacks was not observed, whatever the speed view says;
 *   <li>a window that ended after it is the speed view's;
 *   <li>a window that the watermark cuts is the speed view's, and the batch view's part of it only
 *       where the speed view has none: it is then open, as its rest is unknown.
 * </ul>
 *
 * <p>Of several versions of a speed window the newest counts, see {@link SpeedWindow#isNewerThan},
 * in whatever order they come.
 */
public final class ViewMerger {
  private ViewMerger() {}

  /**
   * Merges two lists of windows of one segment.
   *
   * @param batch windows of the batch view, each at most once
   * @param speed windows of the speed view, in any order and any number of versions
   * @param watermarkMillis the batch view knows no reading from this instant on; {@link
   *     Long#MIN_VALUE} without a batch view
   * @return by start, each window once
   */
  public static List<MergedWindow> merge(
      Collection<TrafficWindow> batch, Collection<SpeedWindow> speed, long watermarkMillis) {
    TreeMap<Long, MergedWindow> merged = new TreeMap<>();
    for (TrafficWindow window : batch) {
      if (window.startMillis() < watermarkMillis) {
        boolean cut = window.endMillis() > watermarkMillis;
        merged.put(window.startMillis(), new MergedWindow(window, Source.BATCH, cut));
      }
    }
    TreeMap<Long, SpeedWindow> newest = new TreeMap<>();
    for (SpeedWindow window : speed) {
      newest.merge(window.window().startMillis(), window, (a, b) -> b.isNewerThan(a) ? b : a);
    }
    for (SpeedWindow window : newest.values()) {
      if (isSpeeds(window.window(), watermarkMillis)) {
        merged.put(
            window.window().startMillis(),
            new MergedWindow(window.window(), Source.SPEED, window.open()));
      }
    }
    return List.copyOf(merged.values());
  }

  /** Whether the speed view answers for a window. */
  public static boolean isSpeeds(TrafficWindow window, long watermarkMillis) {
    return window.endMillis() > watermarkMillis;
  }
}
