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
import com.trafficprediction.schemas.WindowState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a bad feed sends: the synthetic feed's readings every 30 s, shuffled within the allowed
 * lateness and beyond, twice, twice with another content, and garbage between them. And what must
 * come of it, computed here by code that knows nothing of streams.
 */
final class Scenario {
  static final long LATENESS_MILLIS = Duration.ofMinutes(60).toMillis();
  static final long DELAY_MILLIS = Duration.ofSeconds(10).toMillis();

  /** Held readings come so much later at most, or else as late as the others below. */
  private static final int LATE_MINUTES = 55;

  private static final int TOO_LATE_MINUTES = 75;
  private static final int LATEST_MINUTES = 150;

  /** The first readings have one content, so that an import may have them too. */
  private static final Duration PLAIN = Duration.ofMinutes(5);

  private static final String DATASET =
      """
      name: shuffled
      description: the synthetic feed of loops that report every 30 s
      licence: none needed
      synthetic: true
      time_zone: America/Los_Angeles
      split: {train: 80, validation: 0, test: 20}
      readings:
        format: synthetic
        model: {interval_seconds: 30, days: %d}
      """;

  /** A record to send: a reading, or garbage when there is none. */
  record Sent(List<RawReading> reading, String garbage) {
    boolean valid() {
      return !reading.isEmpty();
    }
  }

  /** A reading that comes late: when, by the newest reading before it, and in what order. */
  private record Held(long due, int number, RawReading reading) {}

  private final ReadingValidator validator;
  private final long start;
  private final long end;
  private final List<Sent> records = new ArrayList<>();
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::due).thenComparingInt(Held::number));

  /**
   * Makes the records of ten segments and three hours.
   *
   * @param file where to write the dataset file of the network
   */
  Scenario(Path file, long seed) throws IOException {
    this(file, seed, 10, Duration.ofHours(3));
  }

  /**
   * Makes the records.
   *
   * @param file where to write the dataset file of the network
   * @param segments how many segments send; the network has 80
   */
  Scenario(Path file, long seed, int segments, Duration length) throws IOException {
    Dataset dataset = Dataset.load(Files.writeString(file, DATASET.formatted(length.toDays() + 1)));
    Network network = dataset.network(Path.of(""));
    this.validator = new ReadingValidator(network, dataset.name(), dataset.intervalSeconds());
    List<RawReading> feed = read(dataset, network, segments, length);
    this.start = time(feed.get(0));
    this.end = start + length.toMillis();
    Random random = new Random(seed);
    for (RawReading reading : feed) {
      while (!held.isEmpty() && held.element().due() <= time(reading)) {
        send(held.remove().reading());
      }
      sendSomehow(reading, random);
    }
    while (!held.isEmpty()) {
      send(held.remove().reading());
    }
  }

  private void sendSomehow(RawReading reading, Random random) {
    switch (random.nextInt(20)) {
      case 0 -> hold(reading, random);
      case 1 -> {
        send(reading);
        send(reading);
      }
      case 2 -> {
        send(reading);
        if (time(reading) >= start + PLAIN.toMillis()) {
          hold(withSpeed(reading, random.nextInt(120)), random);
        }
      }
      case 3 -> {
        records.add(new Sent(List.of(), "garbage " + records.size()));
        if (time(reading) < plainUntil()) {
          send(reading);
        }
      }
      default -> send(reading);
    }
  }

  /** One of ten is too late for its window. */
  private void hold(RawReading reading, Random random) {
    boolean tooLate = random.nextInt(10) == 0;
    int minutes =
        tooLate
            ? random.nextInt(TOO_LATE_MINUTES, LATEST_MINUTES)
            : random.nextInt(1, LATE_MINUTES);
    long due = time(reading) + Duration.ofMinutes(minutes).toMillis();
    held.add(new Held(due, records.size(), reading));
  }

  /** The valid readings of the first segments, in the order of time, with event ids. */
  private List<RawReading> read(Dataset dataset, Network network, int count, Duration length)
      throws IOException {
    Set<String> segments =
        network.segments().stream()
            .map(Segment::id)
            .sorted()
            .limit(count)
            .collect(Collectors.toSet());
    List<RawReading> feed = new ArrayList<>();
    for (ReadingsSplit split : dataset.splits(Path.of(""), 1)) {
      try (ReadingsReader reader = dataset.open(Path.of(""), split)) {
        while (reader.advance()) {
          if (reader.current() instanceof FeedRow.Parsed parsed
              && segments.contains(String.valueOf(parsed.reading().segmentId()))
              && validator.validate(parsed.reading(), ReferenceClock.UNBOUNDED)
                  instanceof Validation.Valid valid) {
            feed.add(complete(parsed.reading(), valid.reading()));
          }
        }
      }
    }
    feed.sort(
        Comparator.comparingLong(Scenario::time)
            .thenComparing(reading -> String.valueOf(reading.segmentId())));
    long until = time(feed.get(0)) + length.toMillis();
    feed.removeIf(reading -> time(reading) >= until);
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

  /** Start of the first reading. */
  long start() {
    return start;
  }

  /** Up to here no reading was sent again with another content. */
  long plainUntil() {
    return start + PLAIN.toMillis();
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
    Map<String, Map<String, Reading>> taken = new HashMap<>();
    Map<String, Long> newest = new HashMap<>();
    for (Reading reading : valid()) {
      long seen = newest.getOrDefault(reading.segmentId(), Long.MIN_VALUE / 2);
      if (!isTooLate(reading, seen)) {
        newest.merge(reading.segmentId(), reading.startMillis(), Math::max);
        take(reading, taken);
      }
    }
    return fold(taken);
  }

  /**
   * How final these windows are once all is read. One that is provisional here is closed when
   * nothing comes for long.
   */
  Map<String, WindowState> states() {
    Map<String, WindowState> states = new HashMap<>();
    Map<String, NavigableMap<Long, String>> openByEnd = new HashMap<>();
    Map<String, Set<String>> eventIds = new HashMap<>();
    Map<String, Long> newest = new HashMap<>();
    for (Reading reading : valid()) {
      String segment = reading.segmentId();
      long seen = newest.getOrDefault(segment, Long.MIN_VALUE / 2);
      if (isTooLate(reading, seen)) {
        continue;
      }
      String key = WindowCells.key(reading);
      NavigableMap<Long, String> open = openByEnd.computeIfAbsent(segment, s -> new TreeMap<>());
      if (states.putIfAbsent(key, WindowState.provisional) == null) {
        open.put(Windows.startOf(reading.startMillis()) + Windows.MILLIS, key);
      }
      Set<String> ids = eventIds.computeIfAbsent(key, k -> new HashSet<>());
      ids.add(reading.eventId());
      if (ids.size() * reading.intervalSeconds() >= Windows.SECONDS) {
        states.put(key, WindowState.complete);
      }
      if (reading.startMillis() > seen) {
        newest.put(segment, reading.startMillis());
        Map<Long, String> passed = open.headMap(reading.startMillis() - DELAY_MILLIS, true);
        passed
            .values()
            .forEach(k -> states.replace(k, WindowState.provisional, WindowState.closed));
        passed.clear();
      }
    }
    return states;
  }

  /** The windows of all readings, however late: what the archive knows. */
  Map<String, WindowSums> windowsOfAll() {
    Map<String, Map<String, Reading>> taken = new HashMap<>();
    valid().forEach(reading -> take(reading, taken));
    return fold(taken);
  }

  /** The windows of which a reading came too late. */
  Set<String> lateWindows() {
    Set<String> late = new HashSet<>();
    Map<String, Long> newest = new HashMap<>();
    for (Reading reading : valid()) {
      long seen = newest.getOrDefault(reading.segmentId(), Long.MIN_VALUE / 2);
      if (isTooLate(reading, seen)) {
        late.add(WindowCells.key(reading));
      }
      newest.merge(reading.segmentId(), reading.startMillis(), Math::max);
    }
    return late;
  }

  private List<Reading> valid() {
    return records.stream()
        .filter(Sent::valid)
        .map(sent -> quantised(sent.reading().get(0)))
        .toList();
  }

  private static boolean isTooLate(Reading reading, long newestSeen) {
    long end = Windows.startOf(reading.startMillis()) + Windows.MILLIS;
    return end + LATENESS_MILLIS <= newestSeen - DELAY_MILLIS;
  }

  /** Of several of one event id the best counts. */
  private static void take(Reading reading, Map<String, Map<String, Reading>> taken) {
    taken
        .computeIfAbsent(WindowCells.key(reading), k -> new HashMap<>())
        .merge(reading.eventId(), reading, (a, b) -> Reading.TIE_BREAK.compare(a, b) <= 0 ? a : b);
  }

  private static Map<String, WindowSums> fold(Map<String, Map<String, Reading>> taken) {
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
