package com.trafficprediction.core.feature;

import java.time.Instant;

/** A feature asked for a window that was not over at the origin of its forecast. */
public final class LookAheadException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  LookAheadException(long startMillis, long originMillis) {
    super(
        "window "
            + Instant.ofEpochMilli(startMillis)
            + " ends after the forecast's origin "
            + Instant.ofEpochMilli(originMillis)
            + ": a feature must not know the future");
  }
}
