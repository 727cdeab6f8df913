package com.trafficprediction.core.detector;

/** How a detector is: the first of these that applies, gravest first. */
public enum DetectorState {
  /** It has sent nothing for a while, though others have. */
  SILENT("no window for 15 minutes while others send"),
  /** It repeats one reading to the last digit, though vehicles pass. */
  STUCK("speed, volume and occupancy have not changed in 20 minutes"),
  /** It counts nothing and sees nothing, though there is traffic as a rule. */
  FLAT_LINED("no vehicle in an hour in which many are usual"),
  /** Much of what it sends was made up by its source. */
  LOW_OBSERVED("less than half of the last hour was measured"),
  /** Nothing speaks against it. */
  OK("");

  private final String reason;

  DetectorState(String reason) {
    this.reason = reason;
  }

  /** What makes a detector so, for people; empty for {@link #OK}. */
  public String reason() {
    return reason;
  }
}
