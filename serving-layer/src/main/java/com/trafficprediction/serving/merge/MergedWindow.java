package com.trafficprediction.serving.merge;

import com.trafficprediction.core.window.TrafficWindow;

/**
 * A window with the view it came from.
 *
 * @param window the window
 * @param source which view
 * @param open true while readings of it may still come
 */
public record MergedWindow(TrafficWindow window, Source source, boolean open) {
  /** The two views. */
  public enum Source {
    /** Recomputed from all that was kept; final. */
    BATCH("batch"),
    /** Of the stream; the next batch run supersedes it. */
    SPEED("speed");

    private final String key;

    Source(String key) {
      this.key = key;
    }

    /** The name in answers. */
    public String key() {
      return key;
    }
  }
}
