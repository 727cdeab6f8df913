package com.trafficprediction.feeds.source;

import com.trafficprediction.core.reading.RawReading;

/** What a {@link ReadingsReader} finds: a reading, or something that should have been one. */
public sealed interface FeedRow {

  /** A reading in the system's units, its values not yet judged. */
  record Parsed(RawReading reading) implements FeedRow {}

  /** Not a reading. */
  record Rejected(RejectedRow row) implements FeedRow {}
}
