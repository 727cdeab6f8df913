package com.trafficprediction.core.reading;

/**
 * The time against which "too old" and "in the future" are judged: wall time for live feeds, the
 * replay's own clock for replays, unbounded for the import of history.
 *
 * @param earliestMillis oldest acceptable timestamp, epoch milliseconds, inclusive
 * @param latestMillis newest acceptable timestamp, epoch milliseconds, inclusive
 */
public record ReferenceClock(long earliestMillis, long latestMillis) {

  /** Accepts every time: for history, which has no "now". */
  public static final ReferenceClock UNBOUNDED = new ReferenceClock(Long.MIN_VALUE, Long.MAX_VALUE);

  public ReferenceClock {
    if (earliestMillis > latestMillis) {
      throw new IllegalArgumentException(
          "earliest acceptable time " + earliestMillis + " is after the latest " + latestMillis);
    }
  }

  /** Accepts what is at most {@code maxAgeMillis} old and {@code toleranceMillis} early. */
  public static ReferenceClock at(long nowMillis, long maxAgeMillis, long toleranceMillis) {
    return new ReferenceClock(nowMillis - maxAgeMillis, nowMillis + toleranceMillis);
  }
}
