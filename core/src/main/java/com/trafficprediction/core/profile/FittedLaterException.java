package com.trafficprediction.core.profile;

import java.time.Instant;

/** A profile was asked for at an origin that lies before the end of what it was fitted on. */
public final class FittedLaterException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  FittedLaterException(String segmentId, long fittedThrough, long origin) {
    super(
        "the profile of segment "
            + segmentId
            + " was fitted through "
            + Instant.ofEpochMilli(fittedThrough)
            + " and knows the future of origin "
            + Instant.ofEpochMilli(origin)
            + ": use one fitted earlier, or leave the day out for training rows");
  }
}
