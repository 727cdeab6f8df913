package broken.trafficprediction.core;

import broken.trafficprediction.feeds.Feed;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;

/** Reads the clock and rolls dice wherever it can. */
public record Clockwork(Feed feed, Logger logger) {
  /** Different on every call. */
  public double bad() {
    return System.currentTimeMillis()
        + Instant.now().toEpochMilli()
        + Clock.systemUTC().millis()
        + Math.random()
        + new Random().nextDouble()
        + ThreadLocalRandom.current().nextDouble();
  }

  /** The same whenever clock and seed are. */
  public double good(Clock clock, long seed) {
    return Instant.now(clock).toEpochMilli() + new Random(seed).nextDouble();
  }
}
