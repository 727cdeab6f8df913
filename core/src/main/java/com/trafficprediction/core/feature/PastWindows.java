package com.trafficprediction.core.feature;

import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;

/**
 * A segment's windows as known at one origin. Asking for a window that ends after the origin throws
 * {@link LookAheadException}: this is where leakage stops.
 */
public final class PastWindows {
  private final WindowRing ring;
  private final long originMillis;

  PastWindows(WindowRing ring, long originMillis) {
    this.ring = ring;
    this.originMillis = Windows.requireStart(originMillis);
  }

  long originMillis() {
    return originMillis;
  }

  /** Start of the last window that is over at the origin. */
  public long currentStart() {
    return originMillis - Windows.MILLIS;
  }

  /** Speed of a window in km/h; NaN when none was observed. */
  public double speedKmh(long startMillis) {
    return Quantity.fromCenti(ring.speedCenti(guarded(startMillis)));
  }

  /** Volume of a window in vehicles per hour; NaN when none was observed. */
  public double volumeVph(long startMillis) {
    int volume = ring.volumeVph(guarded(startMillis));
    return volume == Quantity.ABSENT ? Double.NaN : volume;
  }

  /** Occupancy of a window in percent; NaN when none was observed. */
  public double occupancyPercent(long startMillis) {
    return Quantity.fromCenti(ring.occupancyCenti(guarded(startMillis)));
  }

  private long guarded(long startMillis) {
    if (startMillis + Windows.MILLIS > originMillis) {
      throw new LookAheadException(startMillis, originMillis);
    }
    return startMillis;
  }
}
