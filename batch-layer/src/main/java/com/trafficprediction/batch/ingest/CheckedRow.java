package com.trafficprediction.batch.ingest;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.feeds.source.RejectedRow;

/** A row of a data set's file after validation. */
sealed interface CheckedRow {

  /** A valid reading. */
  record Accepted(Reading reading) implements CheckedRow {}

  /** Not a valid reading. */
  record Refused(RejectedRow row) implements CheckedRow {}
}
