package com.trafficprediction.batch.stage;

/** Records that a job leaves out, by reason; none disappears without being counted. */
public enum Dropped {
  /** A second reading with an event id that was counted already. */
  DUPLICATE_EVENT,
  /** A reading or window outside the run's time range. */
  OUTSIDE_RANGE,
  /** A reading of a segment that the run's network does not have. */
  UNKNOWN_SEGMENT,
  /** A row of a segment without a profile. */
  NO_PROFILE,
  /** A row that has no observed speed at any horizon's target. */
  NO_TARGET,
  /** A row of a segment that was observed too rarely to train on or score. */
  RARELY_OBSERVED,
  /** A row too close to a border of the split. */
  PURGED
}
