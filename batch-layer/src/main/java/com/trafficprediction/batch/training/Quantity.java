package com.trafficprediction.batch.training;

/** What a model forecasts. */
public enum Quantity {
  SPEED("speed"),
  VOLUME("volume");

  private final String key;

  Quantity(String key) {
    this.key = key;
  }

  /** The name in files and reports. */
  public String key() {
    return key;
  }
}
