/**
 * All three layers together, as {@code bin/traffic} runs them: what is served is what the batch
 * layer's models say of the same windows. Stands on the modules that the layers share; a layer is
 * asked for nothing but what it serves and stores. Non-goals: what one layer's tests can show.
 */
@NullMarked
package com.trafficprediction.endtoend;

import org.jspecify.annotations.NullMarked;
