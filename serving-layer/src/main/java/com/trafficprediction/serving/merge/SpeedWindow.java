package com.trafficprediction.serving.merge;

import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.storage.records.WindowRecords;

/**
 * A window of the speed view.
 *
 * @param window what its readings add up to so far
 * @param open true while it is provisional
 * @param revision of two versions of a window the higher one counts; silence ends a window without
 *     a reading, so that of two with the same revision the one that is over counts
 */
public record SpeedWindow(TrafficWindow window, boolean open, long revision) {
  /** The window of a record. */
  public static SpeedWindow of(com.trafficprediction.schemas.TrafficWindow record) {
    WindowState state = record.getState();
    boolean settled = state == WindowState.complete || state == WindowState.closed;
    return new SpeedWindow(WindowRecords.toWindow(record), !settled, record.getRevision());
  }

  /** Whether it counts where both are known, as a version of the same window. */
  public boolean isNewerThan(SpeedWindow other) {
    return revision > other.revision || (revision == other.revision && other.open && !open);
  }
}
