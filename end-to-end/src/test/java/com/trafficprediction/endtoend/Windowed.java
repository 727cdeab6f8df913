package com.trafficprediction.endtoend;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.serving.forecast.NetworkRings;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Windows of a network by start and segment. */
final class Windowed {
  private final Network network;
  private final SortedMap<Long, Map<Integer, WindowSums>> byStart = new TreeMap<>();

  Windowed(Network network) {
    this.network = network;
  }

  /** Folds a data set's files, from an instant on, without any of the layers. */
  static Windowed ofFiles(Dataset dataset, Path data, Network network, long fromMillis)
      throws IOException {
    ReadingValidator validator =
        new ReadingValidator(network, dataset.name(), dataset.intervalSeconds());
    Map<String, Reading> byEventId = new HashMap<>();
    for (ReadingsSplit split : dataset.splits(data, 1)) {
      try (ReadingsReader reader = dataset.open(data, split)) {
        while (reader.advance()) {
          if (reader.current() instanceof FeedRow.Parsed parsed
              && validator.validate(parsed.reading(), ReferenceClock.UNBOUNDED)
                  instanceof Validation.Valid valid
              && valid.reading().startMillis() >= fromMillis) {
            byEventId.put(valid.reading().eventId(), valid.reading());
          }
        }
      }
    }
    Map<Long, Map<Integer, WindowFold>> folds = new TreeMap<>();
    for (Reading reading : byEventId.values()) {
      folds
          .computeIfAbsent(Windows.startOf(reading.startMillis()), start -> new HashMap<>())
          .computeIfAbsent(network.indexOf(reading.segmentId()), segment -> new WindowFold())
          .add(reading);
    }
    Windowed windows = new Windowed(network);
    folds.forEach(
        (start, cells) ->
            cells.forEach((segment, fold) -> windows.put(start, segment, fold.sums())));
    return windows;
  }

  /** Adds a stored window. */
  void add(com.trafficprediction.schemas.TrafficWindow record) {
    put(
        record.getWindowStart().toEpochMilli(),
        network.indexOf(record.getSegmentId()),
        WindowRecords.sums(record.getSums()));
  }

  private void put(long start, int segment, WindowSums sums) {
    byStart.computeIfAbsent(start, s -> new HashMap<>()).put(segment, sums);
  }

  /** The end of the last window. */
  long end() {
    return byStart.lastKey() + Windows.MILLIS;
  }

  /** Puts the windows of one start into rings. */
  void putInto(NetworkRings rings, long start) {
    byStart
        .getOrDefault(start, Map.of())
        .forEach((segment, sums) -> rings.put(segment, start, sums));
  }
}
