package com.trafficprediction.feeds.time;

/**
 * What a timestamp came to.
 *
 * @param epochMillis the instant, or {@link #NO_TIME}
 * @param ambiguous true for a local time that happened twice, because clocks were set back; the
 *     earlier instant is taken
 */
public record ParsedTime(long epochMillis, boolean ambiguous) {
  /** Stands for "not a time". */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Not a time: the text is no timestamp, or a local time that clocks jumped over. */
  public static final ParsedTime NONE = new ParsedTime(NO_TIME, false);

  public boolean isTime() {
    return epochMillis != NO_TIME;
  }
}
