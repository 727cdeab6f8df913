package com.trafficprediction.speed.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.parquet.ParquetSource;
import com.trafficprediction.storage.records.EventRecords;
import com.trafficprediction.storage.records.WindowRecords;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The windows that a store holds, to be compared cell by cell: exact sums by segment and start.
 * HBase, the archive, Parquet files of windows as the batch layer writes them, and readings from
 * anywhere else all become the same kind of map.
 */
final class WindowCells {
  private static final int MOST_SHOWN = 5;

  private WindowCells() {}

  static String key(Reading reading) {
    return Scenario.key(reading.segmentId(), Windows.startOf(reading.startMillis()));
  }

  /** The table of recent windows. */
  static Map<String, WindowSums> ofHBase(java.nio.file.Path conf) throws IOException {
    try (SpeedStore store = SpeedStorage.at(conf, Clock.systemUTC()).openStore()) {
      return ofRecords(store.windows().listAll());
    }
  }

  /** Files of TrafficWindow records. */
  static Map<String, WindowSums> ofWindowFiles(Configuration configuration, List<Path> files)
      throws IOException {
    return ofRecords(ParquetSource.readAll(configuration, files, TrafficWindow.class));
  }

  /** Files of TrafficEvent records; of several of one event id the best counts. */
  static Map<String, WindowSums> ofEventFiles(Configuration configuration, List<Path> files)
      throws IOException {
    Map<String, Reading> best = new HashMap<>();
    for (Path file : files) {
      for (TrafficEvent event :
          ParquetSource.readAll(configuration, List.of(file), TrafficEvent.class)) {
        Reading reading = EventRecords.toReading(event);
        best.merge(
            reading.eventId(), reading, (a, b) -> Reading.TIE_BREAK.compare(a, b) <= 0 ? a : b);
      }
    }
    return fold(best.values());
  }

  /** How final the windows are in the table of recent windows. */
  static Map<String, WindowState> statesInHBase(java.nio.file.Path conf) throws IOException {
    try (SpeedStore store = SpeedStorage.at(conf, Clock.systemUTC()).openStore()) {
      return statesOf(store.windows().listAll());
    }
  }

  static Map<String, WindowState> statesOf(Iterable<TrafficWindow> windows) {
    Map<String, WindowState> states = new HashMap<>();
    for (TrafficWindow window : windows) {
      states.put(key(window), window.getState());
    }
    return states;
  }

  static String key(TrafficWindow window) {
    return Scenario.key(window.getSegmentId(), window.getWindowStart().toEpochMilli());
  }

  static Map<String, WindowSums> ofRecords(Iterable<TrafficWindow> windows) {
    Map<String, WindowSums> cells = new HashMap<>();
    for (TrafficWindow window : windows) {
      cells.put(key(window), WindowRecords.sums(window.getSums()));
    }
    return cells;
  }

  /** Readings, each event id once. */
  static Map<String, WindowSums> fold(Iterable<Reading> readings) {
    Map<String, WindowFold> folds = new HashMap<>();
    for (Reading reading : readings) {
      folds.computeIfAbsent(key(reading), k -> new WindowFold()).add(reading);
    }
    Map<String, WindowSums> cells = new HashMap<>();
    folds.forEach((key, fold) -> cells.put(key, fold.sums()));
    return cells;
  }

  /** Fails with the first cells that differ, not with a million of them. */
  static void requireEqual(
      String store, Map<String, WindowSums> found, Map<String, WindowSums> expected) {
    List<String> missing =
        expected.keySet().stream()
            .filter(key -> !found.containsKey(key))
            .limit(MOST_SHOWN)
            .toList();
    List<String> surplus =
        found.keySet().stream()
            .filter(key -> !expected.containsKey(key))
            .limit(MOST_SHOWN)
            .toList();
    assertThat(missing).as(store + " lacks windows").isEmpty();
    assertThat(surplus).as(store + " has windows that nobody sent").isEmpty();
    List<String> other =
        expected.entrySet().stream()
            .filter(cell -> !cell.getValue().equals(found.get(cell.getKey())))
            .limit(MOST_SHOWN)
            .map(cell -> cell + " is " + found.get(cell.getKey()))
            .toList();
    assertThat(other).as(store + " has other values").isEmpty();
  }

  /**
   * Fails with the first windows that are more or less final than expected. What the readings leave
   * open may have been closed by silence.
   */
  static void requireStates(
      String store, Map<String, WindowState> found, Map<String, WindowState> expected) {
    List<String> other =
        expected.entrySet().stream()
            .filter(
                window -> {
                  WindowState state = found.get(window.getKey());
                  boolean closedBySilence =
                      window.getValue() == WindowState.provisional && state == WindowState.closed;
                  return state != window.getValue() && !closedBySilence;
                })
            .limit(MOST_SHOWN)
            .map(window -> window + " is " + found.get(window.getKey()))
            .toList();
    assertThat(other).as(store + " has windows of another state").isEmpty();
  }
}
