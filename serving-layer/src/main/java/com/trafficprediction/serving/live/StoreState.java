package com.trafficprediction.serving.live;

import java.time.Instant;

/**
 * How a store did when it was asked last.
 *
 * @param up whether it answered
 * @param reason why not; empty when up
 * @param since since when it has been so, wall time
 */
public record StoreState(boolean up, String reason, Instant since) {
  public StoreState answered(Instant now) {
    return up ? this : new StoreState(true, "", now);
  }

  public StoreState failed(Instant now, String why) {
    return new StoreState(false, why, up ? now : since);
  }
}
