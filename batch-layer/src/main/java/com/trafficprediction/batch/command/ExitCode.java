package com.trafficprediction.batch.command;

/** Exit codes of every job. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILURE = 1;
  public static final int USAGE = 2;
  public static final int NO_INPUT = 3;
  public static final int QUALITY_GATE = 4;

  private ExitCode() {}
}
