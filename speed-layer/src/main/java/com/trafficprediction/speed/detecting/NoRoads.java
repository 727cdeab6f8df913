package com.trafficprediction.speed.detecting;

import com.trafficprediction.speed.running.NotReadyException;
import com.trafficprediction.speed.running.Stage;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * What the consumer does for a data set without freeways, where nothing can be looked for along a
 * road: nothing, and that is well. It starts over when another run goes live.
 */
final class NoRoads implements Stage {
  private static final long LOOK_UP_MILLIS = 60_000;
  private static final long PAUSE_MILLIS = 500;

  private final SpeedStorage storage;
  private final String run;
  private final Clock clock;
  private long lookedUpAt;

  NoRoads(SpeedStorage storage, String run, Clock clock) {
    this.storage = storage;
    this.run = run;
    this.clock = clock;
    this.lookedUpAt = clock.millis();
  }

  @Override
  public void step() throws IOException {
    if (clock.millis() - lookedUpAt >= LOOK_UP_MILLIS) {
      lookedUpAt = clock.millis();
      if (!storage.findLiveRun().map(run::equals).orElse(true)) {
        throw new NotReadyException("another run went live; starting over with it");
      }
    }
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void finish() {
    // Nothing was done.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
