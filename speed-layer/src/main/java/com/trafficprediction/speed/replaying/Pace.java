package com.trafficprediction.speed.replaying;

import java.time.Clock;

/** Holds a replay back to its speed. Not thread-safe. */
final class Pace {
  private static final long LONGEST_SLEEP_MILLIS = 200;

  /** Waits; a test's does not. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(long millis) throws InterruptedException;
  }

  private final ReplaySpeed speed;
  private final Clock clock;
  private final Sleeper sleeper;
  private final long eventStart;
  private final long wallStart;

  /**
   * @param eventStart event time that is due now, epoch milliseconds
   */
  Pace(ReplaySpeed speed, Clock clock, Sleeper sleeper, long eventStart) {
    this.speed = speed;
    this.clock = clock;
    this.sleeper = sleeper;
    this.eventStart = eventStart;
    this.wallStart = clock.millis();
  }

  /** Milliseconds of wall time until an event time is due; 0 when it is. */
  long untilDue(long eventMillis) {
    if (speed.unlimited()) {
      return 0;
    }
    double due = wallStart + (eventMillis - eventStart) / speed.factor();
    return Math.max(0, (long) Math.ceil(due - clock.millis()));
  }

  /** Sleeps until then, or for a fifth of a second; true when it is due. */
  boolean sleepTowards(long eventMillis) throws InterruptedException {
    long wait = untilDue(eventMillis);
    if (wait > 0) {
      sleeper.sleep(Math.min(wait, LONGEST_SLEEP_MILLIS));
    }
    return wait <= LONGEST_SLEEP_MILLIS;
  }
}
