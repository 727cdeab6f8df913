package com.trafficprediction.serving.latest;

/** What is streamed. */
public enum Kind {
  PREDICTION("prediction"),
  INCIDENT("incident");

  private final String key;

  Kind(String key) {
    this.key = key;
  }

  /** The type of its frames. */
  public String key() {
    return key;
  }
}
