package com.trafficprediction.speed.crash;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a feed sends in three hours: readings every 30 s, out of order, late, far too late, twice,
 * twice with another content, and garbage between them. And what must come of it, computed here by
 * code that knows nothing of streams.
 */
final class Scenario {
  static final int SEGMENTS = 10;
  static final long START = Instant.parse("2022-01-05T08:00:00Z").toEpochMilli();
  static final long LATENESS_MILLIS = Duration.ofMinutes(60).toMillis();
  static final long DELAY_MILLIS = Duration.ofSeconds(10).toMillis();

  private static final int STEPS = 360;
  private static final int STEP_SECONDS = 30;

  /** A record to send: a reading, or garbage when there is none. */
  record Sent(List<RawReading> reading, String garbage) {
    boolean valid() {
      return !reading.isEmpty();
    }
  }

  private final List<Sent> records = new ArrayList<>();

  Scenario(long seed) {
    Random random = new Random(seed);
    List<RawReading> held = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      for (int segment = 0; segment < SEGMENTS; segment++) {
        RawReading reading = reading(segment, step, random.nextInt(120));
        switch (random.nextInt(20)) {
          case 0 -> held.add(reading);
          case 1 -> {
            send(reading);
            send(reading);
          }
          case 2 -> {
            send(reading);
            held.add(reading(segment, step, random.nextInt(120)));
          }
          case 3 -> records.add(new Sent(List.of(), "garbage " + step));
          default -> send(reading);
        }
      }
      while (!held.isEmpty() && random.nextInt(8) > 0) {
        send(held.remove(random.nextInt(held.size())));
        if (random.nextInt(3) > 0) {
          break;
        }
      }
    }
    held.forEach(this::send);
  }

  private void send(RawReading reading) {
    records.add(new Sent(List.of(reading), ""));
  }

  List<Sent> records() {
    return records;
  }

  static String segment(int index) {
    return "LA_%03d".formatted(index);
  }

  private static RawReading reading(int segment, int step, int speed) {
    long time = START + 1000L * STEP_SECONDS * step;
    return new RawReading(
        "e:" + segment + ":" + step,
        segment(segment),
        time,
        STEP_SECONDS,
        (double) speed,
        120.0 * (step % 7),
        5.0,
        100.0,
        null,
        null);
  }

  static Reading quantised(RawReading raw) {
    return new Reading(
        String.valueOf(raw.eventId()),
        String.valueOf(raw.segmentId()),
        raw.timestampMillis() == null ? 0 : raw.timestampMillis(),
        STEP_SECONDS,
        Quantity.centi(raw.speedKmh() == null ? Double.NaN : raw.speedKmh()),
        Quantity.vehicles(raw.volumeVph() == null ? Double.NaN : raw.volumeVph(), STEP_SECONDS),
        Quantity.centi(raw.occupancyPercent() == null ? Double.NaN : raw.occupancyPercent()),
        100_00);
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
