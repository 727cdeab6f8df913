/** Local time of a network: day of week with holidays, slot of the day, daylight saving. */
@NullMarked
package com.trafficprediction.core.calendar;

import org.jspecify.annotations.NullMarked;
