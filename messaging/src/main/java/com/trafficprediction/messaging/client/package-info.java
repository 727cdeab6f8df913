/**
 * Where the broker is and how clients are set up ({@link
 * com.trafficprediction.messaging.client.KafkaSettings}), and the one exception that says why a
 * client cannot go on.
 */
@NullMarked
package com.trafficprediction.messaging.client;

import org.jspecify.annotations.NullMarked;
