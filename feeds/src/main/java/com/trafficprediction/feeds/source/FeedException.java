package com.trafficprediction.feeds.source;

/**
 * A dataset file, or the data it describes, cannot be used. The message says what is wrong, where
 * (file, line or key path), and what to do next; it is meant for people and needs no stack trace.
 */
public final class FeedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of thing is wrong, so that a command can choose its exit code. */
  public enum Kind {
    /** The dataset file itself: an unknown key, a bad value, keys that contradict each other. */
    DATASET_FILE,
    /** A file that the dataset file names is not in the data directory. */
    MISSING_FILE,
    /** A data file is not in the described form: wrong columns, truncated, another layout. */
    MALFORMED_DATA
  }

  private final Kind kind;

  public FeedException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public FeedException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
