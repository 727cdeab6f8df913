/**
 * The serving layer: batch view and speed view merged into one answer, forecasts, REST and events.
 *
 * <p>{@link com.trafficprediction.serving.ServingApplication} wires it. Collaborators: storage
 * (what batch runs published), messaging (fresh windows in, forecasts out), model (the bundle),
 * core (every feature and measure). Non-goals: computing windows, training.
 */
@NullMarked
package com.trafficprediction.serving;

import org.jspecify.annotations.NullMarked;
