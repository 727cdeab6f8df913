/**
 * Reading and writing topics without Kafka's types: {@link
 * com.trafficprediction.messaging.stream.StreamConsumer} for whoever keeps state of its own, {@link
 * com.trafficprediction.messaging.stream.TransactionalStream} for topic to topic exactly once,
 * {@link com.trafficprediction.messaging.stream.Sender} for whoever only writes.
 *
 * <p>Every reader is {@code read_committed}. Whatever goes wrong is a {@link
 * com.trafficprediction.messaging.client.MessagingException}; after one, close the object and open
 * a new one: what was not committed is read again.
 */
@NullMarked
package com.trafficprediction.messaging.stream;

import org.jspecify.annotations.NullMarked;
