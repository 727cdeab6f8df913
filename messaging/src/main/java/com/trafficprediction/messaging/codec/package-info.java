/**
 * Records as bytes: Avro single-object encoding behind Kafka's {@code value.serializer} settings,
 * and the JSON or Avro that feeds send to {@code traffic-raw}.
 *
 * <p>Non-goals: judging values ({@code core.reading}).
 */
@NullMarked
package com.trafficprediction.messaging.codec;

import org.jspecify.annotations.NullMarked;
