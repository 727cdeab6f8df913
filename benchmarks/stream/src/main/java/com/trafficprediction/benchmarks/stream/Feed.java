package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.codec.RawJson;
import com.trafficprediction.messaging.stream.RawSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A thousand detectors that report every 30 s, ten readings to a window, in the order of time: what
 * is sent, and the windows that must come of it.
 *
 * @param events how many readings there are, whole windows of all segments
 */
record Feed(int events) {
  /** Name of the dataset file. */
  static final String DATASET = "dataset.yaml";

  static final int READINGS_PER_WINDOW = 10;

  private static final int SEGMENTS = 1_000;
  private static final int STEP_SECONDS = Windows.SECONDS / READINGS_PER_WINDOW;
  private static final long START = Instant.parse("2022-01-05T08:00:00Z").toEpochMilli();
  private static final long STEP_MILLIS = 1_000L * STEP_SECONDS;

  /** At least so many readings. */
  static Feed ofAtLeast(int events) {
    int round = SEGMENTS * READINGS_PER_WINDOW;
    return new Feed((events + round - 1) / round * round);
  }

  /** Publishes all of it and waits until the broker has it. */
  void publish(KafkaSettings kafka) {
    try (RawSender sender = new RawSender(kafka)) {
      send(sender, 0, i -> {});
    }
  }

  /**
   * Sends the readings from one on and waits until the broker has them.
   *
   * @param before called with the number of each, before it is sent
   */
  void send(RawSender sender, int from, IntConsumer before) {
    for (int i = from; i < events; i++) {
      before.accept(i);
      RawReading reading = raw(i);
      sender.send(
          reading.segmentId(), RawJson.encode(reading), OptionalLong.of(time(i) + STEP_MILLIS));
    }
    sender.flush();
  }

  /** The window whose last reading this is. */
  Optional<String> completedBy(int i) {
    return i / SEGMENTS % READINGS_PER_WINDOW == READINGS_PER_WINDOW - 1
        ? Optional.of(key(segment(i), Windows.startOf(time(i))))
        : Optional.empty();
  }

  /** The windows that readings from one on complete, in the order of time. */
  List<String> windowsFrom(int from) {
    return IntStream.range(from, events)
        .mapToObj(this::completedBy)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The sums of every window, by {@link #key}. */
  Map<String, WindowSums> expected() {
    Map<String, WindowFold> folds = new HashMap<>();
    for (int i = 0; i < events; i++) {
      folds
          .computeIfAbsent(key(segment(i), Windows.startOf(time(i))), unused -> new WindowFold())
          .add(quantised(i));
    }
    Map<String, WindowSums> sums = new HashMap<>();
    folds.forEach((key, fold) -> sums.put(key, fold.sums()));
    return sums;
  }

  static String key(String segment, long startMillis) {
    return segment + '@' + startMillis;
  }

  /** Writes a dataset file whose network has these segments; returns it. */
  static Path writeDataset(Path directory) throws IOException {
    StringBuilder stations = new StringBuilder("id,lat,lon\n");
    for (int i = 0; i < SEGMENTS; i++) {
      stations.append(segment(i)).append(",34.").append(1_000 + i).append(",-118.2\n");
    }
    Files.writeString(directory.resolve("stations.csv"), stations);
    return Files.writeString(
        directory.resolve(DATASET),
        """
        name: bench
        description: made up
        licence: none needed
        time_zone: UTC
        segments: {file: stations.csv, columns: {id: id, latitude: lat, longitude: lon}}
        readings:
          format: csv-long
          files: ["*.readings"]
          columns: {segment: station, timestamp: time, speed: kmh}
          time: {format: yyyy-MM-dd HH:mm, interval_seconds: 30}
          values: {speed_unit: kmh}
        """);
  }

  private static String segment(int i) {
    return Integer.toString(715_000 + i % SEGMENTS);
  }

  private static long time(int i) {
    return START + STEP_MILLIS * (i / SEGMENTS);
  }

  private static double speed(int i) {
    return 20 + (i * 7_919L + i / SEGMENTS * 104_729L) % 10_000 / 100.0;
  }

  private static double volume(int i) {
    return 120.0 * (i % 17);
  }

  private static double occupancy(int i) {
    return i % 400 / 10.0;
  }

  private static RawReading raw(int i) {
    return new RawReading(
        "bench:" + segment(i) + ':' + time(i),
        segment(i),
        time(i),
        STEP_SECONDS,
        speed(i),
        volume(i),
        occupancy(i),
        100.0,
        null,
        null);
  }

  private static Reading quantised(int i) {
    return new Reading(
        "bench:" + segment(i) + ':' + time(i),
        segment(i),
        time(i),
        STEP_SECONDS,
        Quantity.centi(speed(i)),
        Quantity.vehicles(volume(i), STEP_SECONDS),
        Quantity.centi(occupancy(i)),
        100_00);
  }
}
