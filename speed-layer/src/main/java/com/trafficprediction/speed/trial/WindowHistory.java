package com.trafficprediction.speed.trial;

import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReadingsReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The mainline windows of a data set, in memory: about 200 bytes each. Not thread-safe while it is
 * filled.
 */
final class WindowHistory {
  private final Network network;
  private final ReadingValidator validator;
  private final Map<String, NavigableMap<Long, WindowFold>> bySegment = new HashMap<>();

  /**
   * @param intervalSeconds what a reading covers when it does not say
   */
  WindowHistory(Network network, int intervalSeconds) {
    this.network = network;
    this.validator = new ReadingValidator(network, network.dataset(), intervalSeconds);
    for (Segment segment : network.segments()) {
      if (segment.chain().filter(p -> p.laneType() == LaneType.MAINLINE).isPresent()) {
        bySegment.put(segment.id(), new TreeMap<>());
      }
    }
  }

  Network network() {
    return network;
  }

  /** Takes the valid readings of the mainlines. */
  void read(ReadingsReader reader) throws IOException {
    while (reader.advance()) {
      if (reader.current() instanceof FeedRow.Parsed row
          && validator.validate(row.reading(), ReferenceClock.UNBOUNDED)
              instanceof Validation.Valid valid) {
        add(valid.reading());
      }
    }
  }

  private void add(Reading reading) {
    NavigableMap<Long, WindowFold> windows = bySegment.get(reading.segmentId());
    if (windows != null) {
      windows
          .computeIfAbsent(Windows.startOf(reading.startMillis()), start -> new WindowFold())
          .add(reading);
    }
  }

  /** Start of the first window; the data set has one. */
  long firstMillis() {
    return bySegment.values().stream()
        .filter(windows -> !windows.isEmpty())
        .mapToLong(NavigableMap::firstKey)
        .min()
        .orElseThrow(() -> new IllegalStateException("no readings on a mainline"));
  }

  /** End of the last window. */
  long untilMillis() {
    return bySegment.values().stream()
            .filter(windows -> !windows.isEmpty())
            .mapToLong(NavigableMap::lastKey)
            .max()
            .orElseThrow(() -> new IllegalStateException("no readings on a mainline"))
        + Windows.MILLIS;
  }

  /** The windows of a segment by start. */
  NavigableMap<Long, WindowFold> of(String segment) {
    return bySegment.getOrDefault(segment, new TreeMap<>());
  }

  /** A window; the empty one where there is none. */
  WindowSums at(String segment, long startMillis) {
    WindowFold fold = of(segment).get(startMillis);
    return fold == null ? WindowSums.EMPTY : fold.sums();
  }
}
