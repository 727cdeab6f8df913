package com.trafficprediction.core.reading;

/** Why a reading is not accepted. A rejected reading carries every reason that applies. */
public enum RejectionReason {
  UNPARSABLE("the bytes or the line could not be parsed"),
  OVERSIZED("the record is larger than an event may be"),
  WRONG_TYPE("a field is not of its type"),
  MISSING_SEGMENT("no segment id"),
  UNKNOWN_SEGMENT("the segment is not in the network"),
  MISSING_TIMESTAMP("no timestamp, or one that is not a time"),
  IN_THE_FUTURE("the timestamp lies beyond the reference clock's tolerance"),
  TOO_OLD("the timestamp is older than the allowed age"),
  MISSING_VALUES("neither speed, volume nor occupancy is given"),
  SPEED_OUT_OF_RANGE("speed must lie in 0 to 200 km/h"),
  VOLUME_OUT_OF_RANGE("volume must lie in 0 to 100,000 vehicles per hour"),
  OCCUPANCY_OUT_OF_RANGE("occupancy must lie in 0 to 100 percent"),
  OBSERVED_OUT_OF_RANGE("the observed share must lie in 0 to 100 percent"),
  INTERVAL_OUT_OF_RANGE("the interval must lie in 1 to 300 seconds and inside one window"),
  COORDINATES_OUT_OF_BOUNDS(
      "the coordinates lie outside the network, or one of the two is missing");

  private final String explanation;

  RejectionReason(String explanation) {
    this.explanation = explanation;
  }

  /** One sentence for people, without a final stop. */
  public String explanation() {
    return explanation;
  }
}
