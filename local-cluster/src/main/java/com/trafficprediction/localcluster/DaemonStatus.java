package com.trafficprediction.localcluster;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known about a daemon now.
 *
 * @param daemon which
 * @param state what it does
 * @param pid its process, while it has one
 * @param started when that process started
 * @param residentMib the memory it holds, where the system tells
 * @param detail a sentence for people; empty when there is nothing to add
 */
public record DaemonStatus(
    Daemon daemon,
    State state,
    Optional<Long> pid,
    Optional<Instant> started,
    Optional<Long> residentMib,
    String detail) {

  /** What a daemon does. */
  public enum State {
    /** Serves. */
    READY,
    /** The process runs but has not said that it is ready. */
    STARTING,
    /** It was ready, and does not answer now. */
    UNRESPONSIVE,
    /** It ended without having been stopped. */
    DEAD,
    /** Not started, or stopped. */
    STOPPED;

    /** The name as messages write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
