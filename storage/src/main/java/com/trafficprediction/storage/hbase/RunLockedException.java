package com.trafficprediction.storage.hbase;

import java.io.IOException;
import java.time.Instant;

/** Another process makes a run, or the lock was lost to one. */
public final class RunLockedException extends IOException {
  private static final long serialVersionUID = 1;

  RunLockedException(String message) {
    super(message);
  }

  static RunLockedException heldBy(String owner, Instant until) {
    return new RunLockedException(
        "another run is being made by "
            + owner
            + "; its lock ends at "
            + until
            + " unless it is still alive then. Wait for it, or stop that process and try again"
            + " after that time");
  }
}
