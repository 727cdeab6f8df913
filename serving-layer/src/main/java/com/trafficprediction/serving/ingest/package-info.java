/** What comes in over HTTP: readings, and forecasts of external models. Judged item by item. */
@NullMarked
package com.trafficprediction.serving.ingest;

import org.jspecify.annotations.NullMarked;
