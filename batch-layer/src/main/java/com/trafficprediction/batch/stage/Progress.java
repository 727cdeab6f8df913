package com.trafficprediction.batch.stage;

import java.io.PrintStream;

/**
 * Progress for people, on standard error: a bar that redraws on a terminal, else a line for every
 * 10 %. Used by one thread.
 */
public final class Progress {
  private static final int BAR = 30;

  private final PrintStream out;
  private final boolean terminal;
  private String label = "";
  private int step;
  private int steps;
  private int lastTenth = -1;

  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Progress on this process's standard error. */
  public static Progress ofProcess() {
    return new Progress(System.err, "1".equals(System.getenv("TRAFFIC_TERMINAL")));
  }

  /**
   * Goes to the next step of all the work, which labels then begin with.
   *
   * @param of how many steps there are
   */
  public void nextStep(int of) {
    step++;
    steps = of;
  }

  /** Starts a piece of work. */
  public void start(String what) {
    label = steps == 0 ? what : "%2d/%d %s".formatted(step, steps, what);
    lastTenth = -1;
    update(0);
  }

  /** Shows how far it is, 0 to 1. */
  public void update(double share) {
    int tenth = (int) Math.floor(Math.min(1, Math.max(0, share)) * 10);
    if (terminal) {
      int filled = (int) Math.round(share * BAR);
      out.printf(
          "\r%-32s [%s%s] %3.0f %%",
          label, "#".repeat(filled), " ".repeat(Math.max(0, BAR - filled)), share * 100);
      out.flush();
    } else if (tenth > lastTenth && tenth < 10) {
      out.printf("%-32s %3d %%%n", label, tenth * 10);
    }
    lastTenth = Math.max(lastTenth, tenth);
  }

  /** Ends the piece of work with what came of it. */
  public void done(String summary) {
    out.printf("%s%-32s %s%n", terminal ? "\r\033[K" : "", label, summary);
  }

  /** A line between pieces of work. */
  public void say(String line) {
    out.println(line);
  }
}
