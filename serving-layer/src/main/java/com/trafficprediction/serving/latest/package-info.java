/**
 * The latest state of what is streamed, per segment and horizon, and per incident: what REST
 * answers from and event streams are fed by. Read back from Kafka, so that every instance has all
 * of it, whichever made it.
 */
@NullMarked
package com.trafficprediction.serving.latest;

import org.jspecify.annotations.NullMarked;
