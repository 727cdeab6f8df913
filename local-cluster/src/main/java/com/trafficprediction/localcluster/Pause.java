package com.trafficprediction.localcluster;

/** The pause between two looks at processes that tell nothing by themselves. */
final class Pause {
  private static final long MILLIS = 25;

  private Pause() {}

  static void brief() {
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClusterException.failure("interrupted while waiting for the daemons", e);
    }
  }
}
