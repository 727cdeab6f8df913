/**
 * One reading of one detector: as a feed gives it ({@link
 * com.trafficprediction.core.reading.RawReading}), the rules it must pass ({@link
 * com.trafficprediction.core.reading.ReadingValidator}) and the quantised form that everything
 * behind works with ({@link com.trafficprediction.core.reading.Reading}).
 *
 * <p>Non-goals: file formats and wire encodings (feeds, messaging), aggregation (window).
 */
@NullMarked
package com.trafficprediction.core.reading;

import org.jspecify.annotations.NullMarked;
