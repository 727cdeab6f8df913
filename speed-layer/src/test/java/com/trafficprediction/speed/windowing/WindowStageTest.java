package com.trafficprediction.speed.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.messaging.stream.AssignmentListener;
import com.trafficprediction.messaging.stream.Bookmark;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.StreamConsumer;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.speed.monitoring.MetricsText;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.storage.records.EventRecords;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What becomes of events that are out of order, late, doubled; of silence; of a clock that jumps.
 */
class WindowStageTest {
  private static final long NOON = Instant.parse("2022-01-05T12:00:00Z").toEpochMilli();
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final WindowPolicy POLICY =
      WindowPolicy.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(60),
          Duration.ofSeconds(120),
          Duration.ofMinutes(120));

  /** A window as it was published last. */
  private record Published(WindowState state, int readings, int duplicates, int late) {}

  private final TwoPartitions consumer = new TwoPartitions();
  private final Map<String, Published> published = new TreeMap<>();
  private final SettableClock wall = new SettableClock();
  private final SpeedMetrics metrics = new SpeedMetrics();
  private long steadyMillis;
  private final WindowStage stage =
      new WindowStage(
          consumer::join,
          this::publish,
          POLICY,
          INTERVAL,
          metrics,
          wall,
          () -> Duration.ofMillis(steadyMillis).toNanos(),
          List.of());

  @Test
  void aWindowIsCompleteWithItsLastReadingInWhateverOrderTheyCome() throws IOException {
    for (int step : new int[] {3, 0, 9, 1, 8, 2, 7, 4, 6}) {
      consumer.send(0, reading("A", step));
    }
    step();
    assertThat(published).containsEntry("A@0", new Published(WindowState.provisional, 9, 0, 0));

    consumer.send(0, reading("A", 5));
    stage.step();
    assertThat(published)
        .as("a complete window does not wait for the publish interval")
        .containsEntry("A@0", new Published(WindowState.complete, 10, 0, 0));
  }

  @Test
  void underASteadyLoadACompleteWindowWaitsForATenthOfASecondAlone() throws IOException {
    consumer.lag = 300;
    for (int step = 0; step < 10; step++) {
      consumer.send(0, reading("A", step));
    }
    stage.step();
    assertThat(published).as("others may come along").isEmpty();

    steadyMillis += 100;
    stage.step();
    assertThat(published).containsEntry("A@0", new Published(WindowState.complete, 10, 0, 0));
  }

  @Test
  void farBehindACompleteWindowWaitsForThePublishInterval() throws IOException {
    consumer.lag = 1_000_000;
    for (int step = 0; step < 10; step++) {
      consumer.send(0, reading("A", step));
    }
    steadyMillis += INTERVAL.toMillis() - 1;
    stage.step();
    assertThat(published).as("larger batches cost less").isEmpty();

    steadyMillis += 1;
    stage.step();
    assertThat(published).containsEntry("A@0", new Published(WindowState.complete, 10, 0, 0));
  }

  @Test
  void theWatermarkClosesAWindowAndALateReadingAmendsIt() throws IOException {
    consumer.send(0, reading("A", 0));
    consumer.send(0, reading("A", 10));
    step();
    assertThat(stateOf("A@0")).isEqualTo(WindowState.provisional);

    consumer.send(0, reading("A", 11));
    step();
    assertThat(published).containsEntry("A@0", new Published(WindowState.closed, 1, 0, 0));

    consumer.send(0, reading("A", 1));
    step();
    assertThat(published).containsEntry("A@0", new Published(WindowState.closed, 2, 0, 1));
    assertThat(stateOf("A@1")).isEqualTo(WindowState.provisional);
  }

  @Test
  void whatComesAfterTheAllowedLatenessChangesNoWindow() throws IOException {
    consumer.send(0, reading("A", 0));
    int beyondLateness = 10 * 13 + 1;
    consumer.send(0, reading("A", beyondLateness));
    consumer.send(0, reading("A", 1));
    step();

    assertThat(published).containsEntry("A@0", new Published(WindowState.closed, 1, 0, 0));
    assertThat(published).containsOnlyKeys("A@0", "A@13");
    assertThat(MetricsText.of(metrics))
        .contains("traffic_speed_dropped_total{reason=\"too_late\"} 1.0")
        .contains("traffic_speed_late_total 0.0")
        .doesNotContain("duplicate");
  }

  @Test
  void theLastMomentOfTheAllowedLatenessStillCounts() throws IOException {
    consumer.send(0, reading("A", 0));
    consumer.send(0, reading("A", 10 * 13));
    consumer.send(0, reading("A", 1));
    step();

    assertThat(published).containsEntry("A@0", new Published(WindowState.closed, 2, 0, 1));
    assertThat(MetricsText.of(metrics))
        .contains("traffic_speed_late_total 1.0")
        .doesNotContain("traffic_speed_dropped_total{");
  }

  @Test
  void aDoubledReadingCountsOnceAndTheBetterOneCounts() throws IOException {
    Reading better = reading("A", 0);
    Reading worse =
        new Reading(better.eventId(), "A", better.startMillis(), 30, 50_00, 3, -1, 40_00);
    consumer.send(0, worse);
    consumer.send(0, better);
    consumer.send(0, better);
    step();

    assertThat(published).containsEntry("A@0", new Published(WindowState.provisional, 1, 2, 0));
    assertThat(consumer.speeds).containsEntry("A@0", 90_00L);
    assertThat(MetricsText.of(metrics))
        .contains("traffic_speed_dropped_total{reason=\"duplicate\"} 2.0")
        .doesNotContain("too_late");
  }

  @Test
  void anIdlePartitionHoldsNothingUpAndItsOpenWindowCloses() throws IOException {
    consumer.send(1, reading("B", 0));
    step();
    assertThat(published).containsEntry("B@0", new Published(WindowState.provisional, 1, 0, 0));

    steadyMillis += POLICY.idleMillis() - INTERVAL.toMillis() - 1;
    consumer.send(0, reading("A", 0));
    step();
    assertThat(stateOf("B@0")).isEqualTo(WindowState.provisional);

    step();
    assertThat(published).containsEntry("B@0", new Published(WindowState.closed, 1, 0, 0));
    assertThat(stateOf("A@0")).isEqualTo(WindowState.provisional);
    assertThat(consumer.committed).containsOnlyKeys(0, 1);
    assertThat(consumer.committed)
        .as("its event may be amended")
        .containsEntry(1, new Bookmark(0, "published=1"));

    steadyMillis += POLICY.forgetMillis();
    step();
    assertThat(consumer.committed)
        .as("forgotten: a restart need not read it again")
        .containsEntry(1, new Bookmark(1, "published=1"));
  }

  @Test
  void aPartitionThatIsNotReadToItsEndIsNotSilent() throws IOException {
    consumer.send(1, reading("B", 0));
    step();
    consumer.lag = 5;
    steadyMillis += POLICY.forgetMillis() * 2;
    step();

    assertThat(stateOf("B@0")).isEqualTo(WindowState.provisional);
  }

  @Test
  void aWallClockThatJumpsChangesNothing() throws IOException {
    for (int step = 0; step < 5; step++) {
      consumer.send(0, reading("A", step));
    }
    step();
    wall.now = wall.now.plus(Duration.ofDays(400));
    step();
    wall.now = wall.now.minus(Duration.ofDays(800));
    step();
    assertThat(published).containsEntry("A@0", new Published(WindowState.provisional, 5, 0, 0));

    for (int step = 5; step < 10; step++) {
      consumer.send(0, reading("A", step));
    }
    step();
    assertThat(published).containsEntry("A@0", new Published(WindowState.complete, 10, 0, 0));
  }

  private WindowState stateOf(String window) {
    return Objects.requireNonNull(published.get(window), window).state();
  }

  /** What is there, and a publication that is due. */
  private void step() throws IOException {
    steadyMillis += INTERVAL.toMillis();
    stage.step();
  }

  private void publish(List<KeptWindow> windows) {
    for (KeptWindow window : windows) {
      String key = window.segmentId() + '@' + (window.startMillis() - NOON) / Windows.MILLIS;
      int readings = window.sums().observedReadings();
      published.put(
          key, new Published(window.state(), readings, window.duplicates(), window.late()));
      consumer.speeds.put(key, window.sums().sumSpeedCenti());
      window.markPublished();
    }
  }

  /** A reading of half a minute, so many half minutes after noon. */
  private static Reading reading(String segment, int step) {
    long start = NOON + 30_000L * step;
    return new Reading(segment + ':' + step, segment, start, 30, 90_00, 5, -1, 100_00);
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.ofEpochMilli(NOON);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("UTC alone");
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** A topic of two partitions, both ours. */
  private static final class TwoPartitions implements StreamConsumer<TrafficEvent> {
    private final List<Received<TrafficEvent>> waiting = new ArrayList<>();
    private final long[] ends = new long[2];
    private final Map<Integer, Bookmark> committed = new HashMap<>();
    private final Map<String, Long> speeds = new HashMap<>();
    private long lag;
    private boolean assigned;
    private Optional<AssignmentListener> listener = Optional.empty();

    StreamConsumer<TrafficEvent> join(AssignmentListener told) {
      listener = Optional.of(told);
      return this;
    }

    void send(int partition, Reading reading) {
      TrafficEvent event =
          EventRecords.toRecord(reading, Instant.ofEpochMilli(reading.startMillis()), "test");
      waiting.add(new Received<>(partition, ends[partition]++, 0, event));
    }

    @Override
    public List<Received<TrafficEvent>> poll(Duration timeout) {
      if (!assigned) {
        assigned = true;
        listener.orElseThrow().assigned(Set.of(0, 1));
      }
      List<Received<TrafficEvent>> received = List.copyOf(waiting);
      waiting.clear();
      return received;
    }

    @Override
    public Optional<Bookmark> findBookmark(int partition) {
      return Optional.ofNullable(committed.get(partition));
    }

    @Override
    public void seek(int partition, long offset) {
      throw new UnsupportedOperationException("not used");
    }

    @Override
    public long position(int partition) {
      return ends[partition];
    }

    @Override
    public long beginning(int partition) {
      return 0;
    }

    @Override
    public OptionalLong lag(int partition) {
      return OptionalLong.of(lag);
    }

    @Override
    public boolean commit(Map<Integer, Bookmark> bookmarks) {
      committed.putAll(bookmarks);
      return true;
    }

    @Override
    public Set<Integer> assignment() {
      return Set.of(0, 1);
    }

    @Override
    public long undecodable() {
      return 0;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
