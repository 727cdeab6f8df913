package com.trafficprediction.speed.crash;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.reading.RawReading;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a feed sends in three hours: the synthetic feed's readings of ten segments every 30 s,
 * shuffled within the allowed lateness and beyond, twice, twice with another content, and garbage
 * between them. And what must come of it, computed here by code that knows nothing of streams.
 */
final class Scenario {
  static final long LATENESS_MILLIS = Duration.ofMinutes(60).toMillis();
  static final long DELAY_MILLIS = Duration.ofSeconds(10).toMillis();

  private static final int SEGMENTS = 10;
  private static final Duration LENGTH = Duration.ofHours(3);

  private static final String DATASET =
      """
      name: shuffled
      description: the synthetic feed of loops that report every 30 s
      licence: none needed
      synthetic: true
      time_zone: America/Los_Angeles
      readings:
        format: synthetic
        model: {interval_seconds: 30}
      """;

  /** A record to send: a reading, or garbage when there is none. */
  record Sent(List<RawReading> reading, String garbage) {
    boolean valid() {
      return !reading.isEmpty();
    }
  }

  private final ReadingValidator validator;
  private final long end;
  private final List<Sent> records = new ArrayList<>();

  /**
   * Makes the records.
   *
   * @param file where to write the dataset file of the network
   */
  Scenario(Path file, long seed) throws IOException {
    Dataset dataset = Dataset.load(Files.writeString(file, DATASET));
    Network network = dataset.network(Path.of(""));
    this.validator = new ReadingValidator(network, dataset.name(), dataset.intervalSeconds());
    List<RawReading> feed = read(dataset, network);
    this.end = time(feed.get(0)) + LENGTH.toMillis();
    Random random = new Random(seed);
    List<RawReading> held = new ArrayList<>();
    for (int i = 0; i < feed.size() && time(feed.get(i)) < end; i++) {
      sendSomehow(feed.get(i), random, held);
      if (i % SEGMENTS == SEGMENTS - 1) {
        while (!held.isEmpty() && random.nextInt(8) > 0) {
          send(held.remove(random.nextInt(held.size())));
          if (random.nextInt(3) > 0) {
            break;
          }
        }
      }
    }
    held.forEach(this::send);
  }

  private void sendSomehow(RawReading reading, Random random, List<RawReading> held) {
    switch (random.nextInt(20)) {
      case 0 -> held.add(reading);
      case 1 -> {
        send(reading);
        send(reading);
      }
      case 2 -> {
        send(reading);
        held.add(withSpeed(reading, random.nextInt(120)));
      }
      case 3 -> records.add(new Sent(List.of(), "garbage " + records.size()));
      default -> send(reading);
    }
  }

  /** The valid readings of the first segments, in the order of time, with event ids. */
  private List<RawReading> read(Dataset dataset, Network network) throws IOException {
    Set<String> segments =
        network.segments().stream()
            .map(Segment::id)
            .sorted()
            .limit(SEGMENTS)
            .collect(Collectors.toSet());
    List<RawReading> feed = new ArrayList<>();
    ReadingsSplit first = dataset.splits(Path.of(""), 1).get(0);
    try (ReadingsReader reader = dataset.open(Path.of(""), first)) {
      while (reader.advance()) {
        if (reader.current() instanceof FeedRow.Parsed parsed
            && segments.contains(String.valueOf(parsed.reading().segmentId()))
            && validator.validate(parsed.reading(), ReferenceClock.UNBOUNDED)
                instanceof Validation.Valid valid) {
          feed.add(complete(parsed.reading(), valid.reading()));
        }
      }
    }
    feed.sort(
        Comparator.comparingLong(Scenario::time)
            .thenComparing(reading -> String.valueOf(reading.segmentId())));
    return feed;
  }

  private static RawReading complete(RawReading raw, Reading valid) {
    return new RawReading(
        valid.eventId(),
        valid.segmentId(),
        valid.startMillis(),
        valid.intervalSeconds(),
        raw.speedKmh(),
        raw.volumeVph(),
        raw.occupancyPercent(),
        raw.observedPercent(),
        null,
        null);
  }

  private static RawReading withSpeed(RawReading reading, int speed) {
    return new RawReading(
        reading.eventId(),
        reading.segmentId(),
        reading.timestampMillis(),
        reading.intervalSeconds(),
        (double) speed,
        reading.volumeVph(),
        reading.occupancyPercent(),
        reading.observedPercent(),
        null,
        null);
  }

  private static long time(RawReading reading) {
    return Objects.requireNonNull(reading.timestampMillis());
  }

  /** When the last reading is known: what the replay's clock shows. */
  long end() {
    return end;
  }

  private void send(RawReading reading) {
    records.add(new Sent(List.of(reading), ""));
  }

  List<Sent> records() {
    return records;
  }

  private Reading quantised(RawReading raw) {
    return ((Validation.Valid) validator.validate(raw, ReferenceClock.UNBOUNDED)).reading();
  }

  static String key(String segment, long start) {
    return segment + '@' + Instant.ofEpochMilli(start);
  }

  /** The windows up to the allowed lateness: per segment, in the order in which it was sent. */
  Map<String, WindowSums> windows() {
    Map<String, Long> newest = new HashMap<>();
    Map<String, Map<String, Reading>> taken = new HashMap<>();
    for (Sent sent : records) {
      if (!sent.valid()) {
        continue;
      }
      Reading reading = quantised(sent.reading().get(0));
      long start = Windows.startOf(reading.startMillis());
      long seen = newest.getOrDefault(reading.segmentId(), Long.MIN_VALUE / 2);
      if (start + Windows.MILLIS + LATENESS_MILLIS <= seen - DELAY_MILLIS) {
        continue;
      }
      newest.merge(reading.segmentId(), reading.startMillis(), Math::max);
      taken
          .computeIfAbsent(key(reading.segmentId(), start), k -> new HashMap<>())
          .merge(
              reading.eventId(), reading, (a, b) -> Reading.TIE_BREAK.compare(a, b) <= 0 ? a : b);
    }
    Map<String, WindowSums> sums = new HashMap<>();
    taken.forEach(
        (key, readings) -> {
          WindowFold fold = new WindowFold();
          readings.values().forEach(fold::add);
          sums.put(key, fold.sums());
        });
    return sums;
  }

  /** How often each valid reading was sent: the archive keeps them all. */
  Map<Reading, Integer> archived() {
    Map<Reading, Integer> counts = new HashMap<>();
    for (Sent sent : records) {
      if (sent.valid()) {
        counts.merge(quantised(sent.reading().get(0)), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** How many records are garbage. */
  long garbage() {
    return records.stream().filter(sent -> !sent.valid()).count();
  }
}
