package com.trafficprediction.speed.running;

import java.time.Instant;

/**
 * How a stage is.
 *
 * @param state what it does
 * @param reason why it is not running; empty while it is
 * @param since since when, wall time
 * @param failures how often it was opened again after a failure
 */
public record StageHealth(State state, String reason, Instant since, int failures) {
  /** What a stage does. */
  public enum State {
    /** Being opened. */
    STARTING,
    /** At work. */
    RUNNING,
    /** Waits for something that others must do first. */
    WAITING,
    /** Failed, and is tried again shortly. */
    FAILED,
    /** Ended, as asked. */
    STOPPED,
    /** Ended for good: another process has its name. */
    DISPLACED,
    /** Ended for good: out of memory, or of a build that does not fit together. */
    BROKEN
  }

  /** True while it is at work. */
  public boolean healthy() {
    return state == State.RUNNING;
  }
}
