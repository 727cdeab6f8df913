package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import org.apache.avro.specific.SpecificRecordBase;

/** Writes records to a topic. For use by one thread. */
public interface Sender extends AutoCloseable {

  /**
   * Sends a record in the background.
   *
   * @param key the segment id
   * @throws MessagingException when this or an earlier record could not be sent
   */
  void send(Topic topic, String key, SpecificRecordBase value);

  /**
   * Waits until the broker has all that was sent.
   *
   * @throws MessagingException when a record could not be sent
   */
  void flush();

  @Override
  void close();
}
