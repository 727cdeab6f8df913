/** Forecasts joined to what happened: how good they are, live, beside persistence. */
@NullMarked
package com.trafficprediction.serving.accuracy;

import org.jspecify.annotations.NullMarked;
