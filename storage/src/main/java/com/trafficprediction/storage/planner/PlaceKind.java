package com.trafficprediction.storage.planner;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a row of a shared table is about. */
public enum PlaceKind {
  /** One segment. */
  @JsonProperty("segment")
  SEGMENT("segment"),
  /** The mainline of one freeway and direction. */
  @JsonProperty("corridor")
  CORRIDOR("corridor");

  private final String key;

  PlaceKind(String key) {
    this.key = key;
  }

  /** The name in row keys and answers. */
  public String key() {
    return key;
  }
}
