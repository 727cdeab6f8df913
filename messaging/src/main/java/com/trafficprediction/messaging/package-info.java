/**
 * Kafka, and its only owner: the declared topics, keys, codecs and client settings, and the
 * consumers and producers that the layers use without seeing a Kafka type.
 *
 * <p>Non-goals: what events mean (core), what a layer does with them.
 */
@NullMarked
package com.trafficprediction.messaging;

import org.jspecify.annotations.NullMarked;
