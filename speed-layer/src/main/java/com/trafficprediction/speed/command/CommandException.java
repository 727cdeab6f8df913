package com.trafficprediction.speed.command;

/** A verb cannot go on; the message tells people what, where, and what to do next. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int NOT_RUNNING = 3;

  /** Of its own, so that who starts processes again can leave this one down. */
  static final int DISPLACED = 6;

  private final int exitCode;

  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
