package com.trafficprediction.core.incident;

import com.trafficprediction.core.window.Windows;
import java.util.List;

/**
 * One five-minute window of a whole chain.
 *
 * @param startMillis start of the window, epoch milliseconds UTC
 * @param stations one per station of the chain, in the order of travel
 */
public record ChainWindow(long startMillis, List<StationWindow> stations) {
  public ChainWindow {
    Windows.requireStart(startMillis);
    stations = List.copyOf(stations);
  }

  /** End of the window, exclusive: when it is known. */
  public long endMillis() {
    return startMillis + Windows.MILLIS;
  }
}
