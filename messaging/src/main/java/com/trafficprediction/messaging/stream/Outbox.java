package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.topic.Topic;
import org.apache.avro.specific.SpecificRecordBase;

/** Where a {@link Transformation} puts what it makes of a record. */
@FunctionalInterface
public interface Outbox {
  /** Adds a record to the open transaction, under the segment's key. */
  void send(Topic topic, String key, SpecificRecordBase value);
}
