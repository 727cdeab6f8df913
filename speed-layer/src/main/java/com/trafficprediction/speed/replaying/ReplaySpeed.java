package com.trafficprediction.speed.replaying;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a replay's clock runs.
 *
 * @param factor seconds of event time per second; infinite for as fast as possible
 */
public record ReplaySpeed(double factor) {
  public static final ReplaySpeed REAL_TIME = new ReplaySpeed(1);
  private static final Pattern TIMES = Pattern.compile("(\\d{1,6}(?:\\.\\d+)?)x");

  public ReplaySpeed {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("a replay's speed must be positive, was " + factor);
    }
  }

  /**
   * Reads {@code 1x}, {@code 60x}, {@code max}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ReplaySpeed parse(String text) {
    if (text.equals("max")) {
      return new ReplaySpeed(Double.POSITIVE_INFINITY);
    }
    Matcher times = TIMES.matcher(text);
    if (!times.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a speed; try 1x, 60x or max");
    }
    return new ReplaySpeed(Double.parseDouble(times.group(1)));
  }

  boolean unlimited() {
    return Double.isInfinite(factor);
  }
}
