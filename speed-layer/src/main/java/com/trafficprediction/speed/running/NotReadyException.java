package com.trafficprediction.speed.running;

/** A stage waits for something that others must do first: not an error, but a state. */
public final class NotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says what is awaited, and who can do it. */
  public NotReadyException(String awaited) {
    super(awaited);
  }
}
