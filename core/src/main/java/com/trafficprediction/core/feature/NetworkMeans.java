package com.trafficprediction.core.feature;

import com.trafficprediction.core.window.Windows;

/** The network's means by window. */
@FunctionalInterface
public interface NetworkMeans {
  /** The mean of the window that starts then; {@link NetworkMean#NONE} when nothing is known. */
  NetworkMean at(long startMillis);

  /** These means as known at an origin: asking for a later window throws. */
  default NetworkMeans asOf(long originMillis) {
    return start -> {
      if (start + Windows.MILLIS > originMillis) {
        throw new LookAheadException(start, originMillis);
      }
      return at(start);
    };
  }
}
