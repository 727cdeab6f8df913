package com.trafficprediction.speed.validating;

import com.trafficprediction.core.reading.ReferenceClock;
import java.time.Duration;

/**
 * What a deployment accepts.
 *
 * @param maxAge oldest acceptable reading, before the reference clock
 * @param futureTolerance how far a reading may be ahead of it
 * @param maxBytes largest acceptable record
 */
public record Limits(Duration maxAge, Duration futureTolerance, int maxBytes) {

  /** What is acceptable when the reference clock shows this, epoch milliseconds. */
  ReferenceClock clockAt(long millis) {
    return ReferenceClock.at(millis, maxAge.toMillis(), futureTolerance.toMillis());
  }
}
