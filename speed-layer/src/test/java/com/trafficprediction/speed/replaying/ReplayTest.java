package com.trafficprediction.speed.replaying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.codec.RawMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set of two days, replayed to a list. */
class ReplayTest {
  private static final long INTERVAL_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final Duration SPAN = Duration.ofDays(2);
  private static final Instant LATER = Instant.parse("2026-03-01T00:00:00Z");
  private static final int MANY = 1_000_000;

  @TempDir Path directory;

  private final SettableClock clock = new SettableClock();
  private final Recorder published = new Recorder();
  private int scratch;

  @Test
  void everyReadingIsPublishedInTheOrderInWhichItBecameKnown() throws Exception {
    assertThat(replay(MANY, () -> false).run(max(), scratch(), memory())).isTrue();

    assertThat(published.instants()).isSorted();
    assertThat(published.ids()).doesNotHaveDuplicates().hasSizeGreaterThan(4 * 2 * 280);
    assertThat(published.sent)
        .allSatisfy(
            sent -> assertThat(sent.clock).as("the replay's clock").hasValue(sent.knownAt()));
    assertThat(memory()).doesNotExist();
  }

  @Test
  void aReplayThatWasStoppedGoesOnWhereItWas() throws Exception {
    replay(MANY, () -> false).run(max(), scratch(), memory());
    Set<String> all = new HashSet<>(published.ids());
    published.sent.clear();

    int half = all.size() / 2;
    boolean ended =
        replay(MANY, () -> published.sent.size() >= half).run(max(), scratch(), memory());
    assertThat(ended).isFalse();
    assertThat(published.flushed).as("all that was sent is safe").isEqualTo(half);
    long stoppedAt = published.sent.get(half - 1).knownAt();
    int first = published.sent.size();

    assertThat(replay(MANY, () -> false).run(max(), scratch(), memory())).isTrue();
    assertThat(new HashSet<>(published.ids())).isEqualTo(all);
    assertThat(published.sent.subList(first, published.sent.size()))
        .as("nothing from before is read again")
        .allMatch(sent -> sent.knownAt() >= stoppedAt);
    assertThat(memory()).doesNotExist();
  }

  @Test
  void aReplayThatDiedLosesNothing() throws Exception {
    replay(MANY, () -> false).run(max(), scratch(), memory());
    Set<String> all = new HashSet<>(published.ids());
    published.sent.clear();

    // Two thirds of a second per reading: it remembers where it is with every second one.
    clock.millisPerLook = 300;
    assertThatThrownBy(() -> replay(all.size() / 3, () -> false).run(max(), scratch(), memory()))
        .hasMessage("the broker is gone");
    assertThat(memory()).exists();
    Set<String> safe =
        published.sent.subList(0, published.flushed).stream()
            .map(Sent::id)
            .collect(Collectors.toSet());
    assertThat(safe).isNotEmpty();
    published.sent.clear();

    replay(MANY, () -> false).run(max(), scratch(), memory());
    assertThat(published.sent.size()).as("it does not begin again").isLessThan(all.size());
    safe.addAll(published.ids());
    assertThat(safe).isEqualTo(all);
  }

  @Test
  void sixtyTimesAsFastTakesASixtieth() throws Exception {
    Instant started = clock.now;
    replay(MANY, () -> false).run(ReplaySpeed.parse("60x"), scratch(), memory());

    long events = published.sent.get(published.sent.size() - 1).knownAt() - published.first();
    assertThat(Duration.between(started, clock.now))
        .isBetween(Duration.ofMillis(events / 60), Duration.ofMillis(events / 60).plusMillis(500));
  }

  @Test
  void aLoopSendsTheReadingsOfThisHourNowAndGoesOnBeyondItsEnd() throws Exception {
    replay(MANY, () -> false).run(max(), scratch(), memory());
    List<Sent> originals = List.copyOf(published.sent);
    published.sent.clear();
    long first = originals.get(0).knownAt();
    long whole = Math.floorDiv(LATER.toEpochMilli() - first, SPAN.toMillis()) * SPAN.toMillis();
    // Three hours before the data begin again.
    Instant begin = Instant.ofEpochMilli(first + whole).minus(Duration.ofHours(3));
    Instant end = begin.plus(Duration.ofHours(6));
    clock.now = begin;

    replay(MANY, () -> !clock.now.isBefore(end)).loop(scratch());

    Set<String> expected = new HashSet<>();
    for (Sent original : originals) {
      for (long shift : new long[] {whole - SPAN.toMillis(), whole}) {
        long due = original.knownAt() + shift;
        if (due >= begin.toEpochMilli() && due < end.toEpochMilli()) {
          expected.add(
              ReadingValidator.eventId("looped", original.segment(), original.timestamp() + shift));
        }
      }
    }
    assertThat(published.ids()).doesNotHaveDuplicates();
    assertThat(new HashSet<>(published.ids())).isEqualTo(expected);
    assertThat(published.sent)
        .as("live: judged by wall time, sent when it is due")
        .allSatisfy(sent -> assertThat(sent.clock).isEmpty())
        .allSatisfy(sent -> assertThat(sent.knownAt()).isEqualTo(sent.sentAt));
  }

  @Test
  void whatIsShorterThanADayCannotBeLooped() throws IOException {
    Replay replay =
        replay(
            new Replay.Range(0, Instant.parse("2025-02-14T18:00:00Z").toEpochMilli()),
            MANY,
            () -> false);
    assertThatThrownBy(() -> replay.loop(scratch()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("widen --from and --to");
  }

  private Replay replay(int diesAfter, BooleanSupplier stopping) throws IOException {
    return replay(new Replay.Range(0, Long.MAX_VALUE), diesAfter, stopping);
  }

  private Replay replay(Replay.Range range, int diesAfter, BooleanSupplier stopping)
      throws IOException {
    published.diesAfter = diesAfter;
    Path file =
        Files.writeString(
            directory.resolve("dataset.yaml"),
            """
            name: looped
            description: two days of four stations
            licence: none needed
            synthetic: true
            time_zone: America/Los_Angeles
            readings:
              format: synthetic
              model: {interval_seconds: 300, days: 2, freeways: 1, segments: 4}
            """);
    ReplayProgress progress =
        new ReplayProgress(new PrintWriter(new StringWriter()), false, Clock.systemUTC());
    return new Replay(
        Dataset.load(file), directory, range, published, clock, progress, stopping, clock::sleep);
  }

  private static ReplaySpeed max() {
    return ReplaySpeed.parse("max");
  }

  private Path scratch() throws IOException {
    return Files.createDirectory(directory.resolve("scratch" + scratch++));
  }

  private Path memory() {
    return directory.resolve("memory");
  }

  /** A reading as it was published, and when. */
  private record Sent(RawReading reading, OptionalLong clock, long sentAt) {
    long timestamp() {
      return Objects.requireNonNull(reading.timestampMillis());
    }

    long knownAt() {
      return timestamp() + INTERVAL_MILLIS;
    }

    String segment() {
      return String.valueOf(reading.segmentId());
    }

    String id() {
      return String.valueOf(reading.eventId());
    }
  }

  private final class Recorder implements Replay.Destination {
    private final RawDecoder decoder = new RawDecoder();
    private final List<Sent> sent = new ArrayList<>();
    private int diesAfter;
    private int flushed;

    @Override
    public void send(String segment, byte[] value, OptionalLong referenceClock) {
      if (sent.size() >= diesAfter) {
        throw new IllegalStateException("the broker is gone");
      }
      RawReading reading = ((RawMessage.Parsed) decoder.decode(value)).reading();
      assertThat(reading.segmentId()).isEqualTo(segment);
      sent.add(new Sent(reading, referenceClock, clock.now.toEpochMilli()));
    }

    @Override
    public void flush() {
      flushed = sent.size();
    }

    long first() {
      return sent.get(0).knownAt();
    }

    List<Long> instants() {
      return sent.stream().map(Sent::knownAt).toList();
    }

    List<String> ids() {
      return sent.stream().map(Sent::id).toList();
    }
  }

  /** Moves when somebody sleeps, and a little with each look where a test says so. */
  private static final class SettableClock extends Clock {
    private Instant now = LATER;
    private long millisPerLook;

    void sleep(long millis) {
      now = now.plusMillis(millis);
    }

    @Override
    public Instant instant() {
      now = now.plusMillis(millisPerLook);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("UTC alone");
    }
  }
}
