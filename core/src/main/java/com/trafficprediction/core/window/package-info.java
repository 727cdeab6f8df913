/**
 * Tumbling five-minute windows in event time: the only code that aggregates readings.
 *
 * <p>A window is [start, start + 5 min), named by its start. {@link
 * com.trafficprediction.core.window.WindowFold} folds readings into {@link
 * com.trafficprediction.core.window.WindowSums}, exact integers that merge in any order; every
 * average a user sees is derived from them. Non-goals: watermarks and lateness (speed layer),
 * storage.
 */
@NullMarked
package com.trafficprediction.core.window;

import org.jspecify.annotations.NullMarked;
