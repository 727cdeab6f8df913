/**
 * Server-sent events: every client is kept at the latest state, asynchronously, whatever its speed.
 */
@NullMarked
package com.trafficprediction.serving.events;

import org.jspecify.annotations.NullMarked;
