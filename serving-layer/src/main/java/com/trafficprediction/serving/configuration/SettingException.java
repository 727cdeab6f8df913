package com.trafficprediction.serving.configuration;

/** A setting cannot be used; the message names it, says why, and what to do, and needs no trace. */
public final class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }

  public SettingException(String message, Throwable cause) {
    super(message, cause);
  }
}
