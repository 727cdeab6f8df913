package com.trafficprediction.endtoend;

import java.util.concurrent.TimeUnit;

/** Processes of tests. */
final class Processes {
  private static final int PATIENCE_SECONDS = 10;

  private Processes() {}

  /** Kills it, and waits until its port and files are free, for some time. */
  static void end(Process process) {
    process.destroyForcibly();
    try {
      boolean unused = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
