package com.trafficprediction.speed.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.messaging.stream.Bookmark;
import com.trafficprediction.schemas.WindowState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Given events out of order, late, and twice, when the reader dies at any moment and another goes
 * on, again and again, then the store holds what a fold of all events gives that a reader without
 * accidents would have taken.
 */
class CrashingWindowsTest {
  private static final WindowPolicy POLICY =
      WindowPolicy.of(
          Duration.ofSeconds(10), Duration.ofMinutes(20), Duration.ofDays(1), Duration.ofDays(2));
  private static final int EVENTS = 3_000;
  private static final int SEGMENTS = 5;
  private static final int STEP_SECONDS = 30;

  /** A row as the store keeps it. */
  private record Stored(WindowSums sums, long revision, long first, WindowState state) {}

  /** What lies behind publication: of two states the one begun earlier, then the later one. */
  private static final class Store {
    private final Map<String, Stored> rows = new HashMap<>();
    private int partial;

    void publish(List<KeptWindow> windows) {
      for (KeptWindow window : windows) {
        String key = window.segmentId() + '@' + window.startMillis();
        Stored now =
            new Stored(window.sums(), window.lastOffset(), window.firstOffset(), window.state());
        Stored before = rows.get(key);
        if (before != null && before.first() < now.first()) {
          partial++;
          window.markPartial();
          continue;
        }
        if (before == null || before.first() > now.first() || before.revision() < now.revision()) {
          rows.put(key, now);
        }
        window.markPublished();
      }
    }
  }

  @Property(tries = 60)
  void aCrashAtAnyInstantGivesTheSameWindows(@ForAll long seed) {
    Random random = new Random(seed);
    List<Reading> events = events(random);
    Store store = new Store();

    Bookmark committed = new Bookmark(0, "");
    int crashes = 0;
    int offset = 0;
    int reached = 0;
    while (offset < EVENTS) {
      PartitionWindows windows = PartitionWindows.resume(POLICY, committed);
      offset = (int) committed.offset();
      // Mostly beyond where the predecessor died, sometimes while its work is read again.
      int untilCrash = random.nextInt(3) == 0 ? offset + random.nextInt(300) : reached;
      untilCrash += random.nextInt(500);
      while (offset < Math.min(EVENTS, untilCrash)) {
        windows.add(events.get(offset), offset, 0);
        offset++;
        reached = Math.max(reached, offset);
        if (random.nextInt(20) == 0) {
          store.publish(windows.listChanged(true));
          windows.forgetPublished();
        }
        if (random.nextInt(60) == 0) {
          store.publish(windows.listChanged(false));
          windows.forgetPublished();
          // Dying between publication and commit is the case that matters most.
          if (random.nextInt(3) > 0 && !windows.recovering()) {
            committed = windows.bookmark();
          }
        }
      }
      if (offset < EVENTS) {
        crashes++;
        offset = (int) committed.offset();
      } else {
        store.publish(windows.listChanged(false));
        committed = windows.recovering() ? committed : windows.bookmark();
      }
    }

    Map<String, WindowSums> expected = withoutAccidents(events);
    Map<String, WindowSums> found = new HashMap<>();
    store.rows.forEach((key, row) -> found.put(key, row.sums()));
    assertThat(found).as("after %d crashes", crashes).isEqualTo(expected);
    assertThat(store.partial).as("parts of windows that only the store's rule kept out").isZero();
  }

  @Example
  void whatWasPublishedIsNotPublishedAgain() {
    List<Reading> events = events(new Random(1));
    PartitionWindows windows = new PartitionWindows(POLICY, 0);
    for (int offset = 0; offset < EVENTS / 2; offset++) {
      windows.add(events.get(offset), offset, 0);
    }
    new Store().publish(windows.listChanged(false));
    windows.forgetPublished();

    PartitionWindows successor = PartitionWindows.resume(POLICY, windows.bookmark());
    for (int offset = (int) windows.bookmark().offset(); offset < EVENTS / 2; offset++) {
      assertThat(successor.recovering()).isTrue();
      assertThat(successor.listChanged(false)).isEmpty();
      successor.add(events.get(offset), offset, 0);
    }

    assertThat(successor.recovering()).isFalse();
    assertThat(successor.listChanged(false)).isEmpty();
    assertThat(successor.bookmark()).isEqualTo(windows.bookmark());
  }

  @Example
  void aRestartReadsNoMoreThanTheLatenessNeeds() {
    PartitionWindows windows = new PartitionWindows(POLICY, 0);
    for (int offset = 0; offset < EVENTS; offset++) {
      long time = 1000L * STEP_SECONDS * (offset / SEGMENTS);
      windows.add(reading("S" + offset % SEGMENTS, time, 90_00), offset, 0);
    }
    new Store().publish(windows.listChanged(false));
    windows.forgetPublished();

    long again = EVENTS - windows.bookmark().offset();
    long lateness = POLICY.latenessMillis() + POLICY.delayMillis() + 2 * Windows.MILLIS;
    assertThat(again).isPositive().isLessThan(SEGMENTS * lateness / (STEP_SECONDS * 1000L));
  }

  /** The windows of a reader that never dies, by a fold that has nothing to do with ours. */
  private static Map<String, WindowSums> withoutAccidents(List<Reading> events) {
    Map<String, Long> newest = new HashMap<>();
    Map<String, Map<String, Reading>> taken = new HashMap<>();
    for (Reading reading : events) {
      long start = Windows.startOf(reading.startMillis());
      long seen = newest.getOrDefault(reading.segmentId(), Long.MIN_VALUE / 2);
      if (start + Windows.MILLIS + POLICY.latenessMillis() <= seen - POLICY.delayMillis()) {
        continue;
      }
      newest.merge(reading.segmentId(), reading.startMillis(), Math::max);
      taken
          .computeIfAbsent(reading.segmentId() + '@' + start, k -> new HashMap<>())
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

  /** Segments at different paces; some events early, late, far too late, or twice. */
  private static List<Reading> events(Random random) {
    long[] clocks = new long[SEGMENTS];
    List<Reading> events = new ArrayList<>();
    while (events.size() < EVENTS) {
      int segment = Math.min(random.nextInt(SEGMENTS), random.nextInt(SEGMENTS));
      clocks[segment] += STEP_SECONDS * 1000L;
      long back = random.nextInt(10) == 0 ? random.nextInt(40) * 60_000L : 0;
      long time = Math.max(0, clocks[segment] - back) / 30_000L * 30_000L;
      Reading reading = reading("S" + segment, time, random.nextInt(20_000));
      events.add(reading);
      if (random.nextInt(15) == 0) {
        events.add(reading(reading.segmentId(), time, random.nextInt(20_000)));
      }
    }
    return events.subList(0, EVENTS);
  }

  private static Reading reading(String segment, long time, int speed) {
    return new Reading(
        segment + ':' + time, segment, time, STEP_SECONDS, speed, speed % 17, -1, 100_00);
  }
}
