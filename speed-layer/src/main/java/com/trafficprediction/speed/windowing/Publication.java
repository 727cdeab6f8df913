package com.trafficprediction.speed.windowing;

import java.io.IOException;
import java.util.List;

/** Where changed windows go. Publishing one again must be harmless. */
@FunctionalInterface
interface Publication {
  /**
   * Publishes windows and returns when they are safe. Each is {@linkplain
   * KeptWindow#markPublished() marked} as published, or as {@linkplain KeptWindow#markPartial()
   * partial}.
   */
  void publish(List<KeptWindow> windows) throws IOException;
}
