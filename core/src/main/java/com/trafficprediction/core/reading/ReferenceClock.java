package com.trafficprediction.core.reading;

import java.time.Instant;

/**
 * The time against which "too old" and "in the future" are judged: wall time for live feeds, the
 * replay's own clock for replays, unbounded for the import of history.
 *
 * @param earliestMillis oldest acceptable timestamp, epoch milliseconds, inclusive
 * @param latestMillis newest acceptable timestamp, epoch milliseconds, inclusive
 */
public record ReferenceClock(long earliestMillis, long latestMillis) {

  /**
   * For history, which has no "now": accepts 1971 to 2199. A number outside is not a time of a
   * traffic reading; seconds taken for milliseconds, say, all fall into January 1970.
   */
  public static final ReferenceClock UNBOUNDED =
      new ReferenceClock(
          Instant.parse("1971-01-01T00:00:00Z").toEpochMilli(),
          Instant.parse("2199-12-31T23:59:59.999Z").toEpochMilli());

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
