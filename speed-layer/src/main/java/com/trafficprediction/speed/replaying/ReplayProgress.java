package com.trafficprediction.speed.replaying;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;

/**
 * Progress for people: a line that redraws on a terminal, else one for every 10 % and every half
 * minute. Not thread-safe.
 */
public final class ReplayProgress {
  private static final int BAR = 30;
  private static final long REDRAW_MILLIS = 250;
  private static final long LINE_MILLIS = 30_000;

  private final PrintWriter out;
  private final boolean terminal;
  private final Clock clock;
  private String label = "";
  private long startedAt;
  private long shownAt;
  private int shownTenth;

  public ReplayProgress(PrintWriter out, boolean terminal, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  void start(String what) {
    label = what;
    startedAt = clock.millis();
    shownAt = startedAt;
    shownTenth = 0;
  }

  /**
   * Shows how far it is, when it is time to.
   *
   * @param share of all, 0 to 1; negative for what has no end
   */
  void update(double share, long records, long eventMillis) {
    long now = clock.millis();
    int tenth = (int) (share * 10);
    boolean due =
        terminal
            ? now - shownAt >= REDRAW_MILLIS
            : tenth > shownTenth || now - shownAt >= LINE_MILLIS;
    if (!due) {
      return;
    }
    shownAt = now;
    shownTenth = tenth;
    String at = eventMillis == Long.MIN_VALUE ? "" : ", at " + Instant.ofEpochMilli(eventMillis);
    String part = share < 0 ? "" : "%3.0f %%  ".formatted(share * 100);
    String text = "%s%,d readings, %,.0f/s%s".formatted(part, records, rate(records), at);
    if (terminal && share >= 0) {
      int filled = (int) Math.round(Math.min(1, share) * BAR);
      out.printf("\r%-10s [%s%s] %s", label, "#".repeat(filled), " ".repeat(BAR - filled), text);
    } else {
      out.printf(terminal ? "\r%-10s %s" : "%-10s %s%n", label, text);
    }
    out.flush();
  }

  void done(String summary) {
    out.printf("%s%-10s %s%n", terminal ? "\r\033[K" : "", label, summary);
    out.flush();
  }

  double rate(long records) {
    return records * 1000.0 / Math.max(1, clock.millis() - startedAt);
  }
}
