package broken.trafficprediction.batch;

import java.time.Clock;

/** Wiring, which may make a clock. */
public final class GoodCommand {
  private final Clock clock = Clock.systemUTC();

  /** The clock to hand on. */
  public Clock clock() {
    return clock;
  }
}
