package com.trafficprediction.localcluster;

/**
 * Something the user has to know, with what to do about it. The message is meant for a terminal.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as the exit code of the command. */
  public enum Kind {
    /** A daemon did not do what it should. */
    FAILURE(1),
    /** The command line or a setting is wrong. */
    USAGE(2),
    /** What was asked about is not running. */
    NOT_RUNNING(3),
    /** The machine cannot run the stack: a port, memory, the JDK. */
    ENVIRONMENT(5);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of the command. */
    public int exitCode() {
      return exitCode;
    }
  }

  /** Why it failed. */
  private final Kind kind;

  private ClusterException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  private ClusterException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static ClusterException failure(String message) {
    return new ClusterException(Kind.FAILURE, message);
  }

  static ClusterException failure(String message, Throwable cause) {
    return new ClusterException(Kind.FAILURE, message, cause);
  }

  static ClusterException usage(String message) {
    return new ClusterException(Kind.USAGE, message);
  }

  static ClusterException environment(String message) {
    return new ClusterException(Kind.ENVIRONMENT, message);
  }

  static ClusterException environment(String message, Throwable cause) {
    return new ClusterException(Kind.ENVIRONMENT, message, cause);
  }

  /** Why it failed. */
  public Kind kind() {
    return kind;
  }
}
