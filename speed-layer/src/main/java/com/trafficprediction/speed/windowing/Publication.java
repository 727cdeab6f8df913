package com.trafficprediction.speed.windowing;

import java.io.IOException;
import java.util.List;

/** Where changed windows go. Publishing one again must be harmless. */
@FunctionalInterface
interface Publication {
  /**
   * Publishes windows, {@linkplain KeptWindow#markPublished() marks} them, and returns when they
   * are safe.
   */
  void publish(List<KeptWindow> windows) throws IOException;
}
