package com.trafficprediction.messaging.stream;

/** Turns a record of {@code traffic-raw} into records of other topics. */
@FunctionalInterface
public interface Transformation {
  /** Handles one record; called again for the same one after a failure. */
  void apply(RawRecord record, Outbox outbox);
}
