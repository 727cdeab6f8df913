package com.trafficprediction.batch.command;

/** A job cannot go on; the message tells people what, where, and what to do next. */
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private JobException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** There is nothing to work on. */
  public static JobException noInput(String message) {
    return new JobException(ExitCode.NO_INPUT, message);
  }

  /** The command line makes no sense. */
  public static JobException usage(String message) {
    return new JobException(ExitCode.USAGE, message);
  }

  /** Something is wrong that the user must mend. */
  public static JobException failure(String message) {
    return new JobException(ExitCode.FAILURE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
