package com.trafficprediction.speed.replaying;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.messaging.codec.RawJson;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.speed.replaying.SortedReadings.Known;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One replay of a data set. Used by one thread; {@code stopping} may be set by another.
 *
 * <p>Loop mode shifts the data by whole weeks (whole days where there is less than a week), so that
 * the readings of this hour of the week are sent now, for ever; such readings are live, judged by
 * wall time.
 */
public final class Replay {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long WEEK_MILLIS = 7 * DAY_MILLIS;
  private static final long REMEMBER_MILLIS = 1_000;
  private static final int SPLITS_PER_DAY_GUESS = 32;

  private final Dataset dataset;
  private final Path data;
  private final Range range;
  private final Destination sender;
  private final Clock clock;
  private final ReplayProgress progress;
  private final BooleanSupplier stopping;
  private final Pace.Sleeper sleeper;
  private long unreadable;
  private long sent;

  /** Where readings go, in the background; either method fails when an earlier reading is lost. */
  public interface Destination {
    /**
     * Sends a reading.
     *
     * @param referenceClock what the replay's clock shows, epoch milliseconds; empty when live
     */
    void send(String segment, byte[] value, OptionalLong referenceClock);

    /** Returns when all that was sent is safe. */
    void flush();

    /** The topic traffic-raw. */
    static Destination of(RawSender sender) {
      return new Destination() {
        @Override
        public void send(String segment, byte[] value, OptionalLong referenceClock) {
          sender.send(segment, value, referenceClock);
        }

        @Override
        public void flush() {
          sender.flush();
        }
      };
    }
  }

  /**
   * What to publish.
   *
   * @param from first instant of readings, epoch milliseconds, inclusive
   * @param until exclusive
   */
  public record Range(long from, long until) {
    public Range {
      if (from >= until) {
        throw new IllegalArgumentException(
            "--from "
                + Instant.ofEpochMilli(from)
                + " does not lie before --to "
                + Instant.ofEpochMilli(until));
      }
    }

    boolean holds(long millis) {
      return millis >= from && millis < until;
    }
  }

  /** A replay in real time; nothing is published yet. */
  public Replay(
      Dataset dataset,
      Path data,
      Range range,
      Destination sender,
      Clock clock,
      ReplayProgress progress,
      BooleanSupplier stopping) {
    this(dataset, data, range, sender, clock, progress, stopping, TimeUnit.MILLISECONDS::sleep);
  }

  Replay(
      Dataset dataset,
      Path data,
      Range range,
      Destination sender,
      Clock clock,
      ReplayProgress progress,
      BooleanSupplier stopping,
      Pace.Sleeper sleeper) {
    this.dataset = dataset;
    this.data = data;
    this.range = range;
    this.sender = sender;
    this.clock = clock;
    this.progress = progress;
    this.stopping = stopping;
    this.sleeper = sleeper;
  }

  /** How many readings were published. */
  public long sent() {
    return sent;
  }

  /** How many rows of the data set are no readings; they cannot be published. */
  public long unreadable() {
    return unreadable;
  }

  /**
   * Publishes the range once, at a speed.
   *
   * @param scratch an empty directory, deleted at the end
   * @param memory where a stopped replay goes on
   * @return true when it came to the end, false when it was stopped
   */
  public boolean run(ReplaySpeed speed, Path scratch, Path memory)
      throws IOException, InterruptedException {
    ReplayMemory remembered = new ReplayMemory(memory);
    long begin = remembered.find().orElse(Long.MIN_VALUE);
    try (SortedReadings sorted = sort(scratch)) {
      progress.start("replay");
      Pace pace = null;
      long rememberedAt = clock.millis();
      long done = 0;
      for (long hour : sorted.hours()) {
        if (hour + SortedReadings.BUCKET_MILLIS <= begin) {
          done += sorted.read(hour).size();
          continue;
        }
        for (Known known : sorted.read(hour)) {
          done++;
          if (known.atMillis() < begin) {
            continue;
          }
          pace = pace == null ? new Pace(speed, clock, sleeper, known.atMillis()) : pace;
          while (!stopping.getAsBoolean() && !pace.sleepTowards(known.atMillis())) {
            progress.update(done / (double) sorted.count(), sent, known.atMillis());
          }
          if (clock.millis() - rememberedAt > REMEMBER_MILLIS || stopping.getAsBoolean()) {
            sender.flush();
            remembered.save(known.atMillis());
            rememberedAt = clock.millis();
          }
          if (stopping.getAsBoolean()) {
            return false;
          }
          publish(known.reading(), 0, OptionalLong.of(known.atMillis()));
          progress.update(done / (double) sorted.count(), sent, known.atMillis());
        }
      }
      sender.flush();
      remembered.forget();
      summarise();
      return true;
    }
  }

  /**
   * Publishes the range shifted to now, again and again, until stopped.
   *
   * @param scratch an empty directory, deleted at the end
   */
  public void loop(Path scratch) throws IOException, InterruptedException {
    try (SortedReadings sorted = sort(scratch)) {
      List<Long> hours = sorted.hours();
      // From instant to instant, not from hour to hour: what becomes known at the end of the last
      // day lies in an hour of its own.
      long first = sorted.read(hours.get(0)).get(0).atMillis();
      long span = span(hours.get(hours.size() - 1) + SortedReadings.BUCKET_MILLIS - first);
      long shift = Math.floorDiv(clock.millis() - first, span) * span;
      progress.start("replay");
      while (!stopping.getAsBoolean()) {
        for (long hour : hours) {
          if (hour < first + span && !publishLive(sorted, hour, first + span, shift)) {
            return;
          }
        }
        shift += span;
      }
    }
  }

  /** Publishes an hour of shifted readings as they fall due; false when stopped. */
  private boolean publishLive(SortedReadings sorted, long hour, long end, long shift)
      throws IOException, InterruptedException {
    long started = clock.millis();
    if (hour + shift + SortedReadings.BUCKET_MILLIS <= started) {
      return !stopping.getAsBoolean();
    }
    Pace pace = new Pace(ReplaySpeed.REAL_TIME, clock, sleeper, started);
    for (Known known : sorted.read(hour)) {
      long due = known.atMillis() + shift;
      if (due < started || known.atMillis() >= end) {
        continue;
      }
      while (!stopping.getAsBoolean() && !pace.sleepTowards(due)) {
        progress.update(-1, sent, due);
      }
      if (stopping.getAsBoolean()) {
        sender.flush();
        return false;
      }
      publish(known.reading(), shift, OptionalLong.empty());
    }
    return true;
  }

  private static long span(long length) {
    long unit = length >= WEEK_MILLIS ? WEEK_MILLIS : DAY_MILLIS;
    if (length < DAY_MILLIS) {
      throw new IllegalArgumentException(
          "less than a day of data cannot be looped: widen --from and --to");
    }
    return length / unit * unit;
  }

  private SortedReadings sort(Path scratch) throws IOException {
    SortedReadings sorted = new SortedReadings(scratch);
    progress.start("sort");
    List<ReadingsSplit> splits = dataset.splits(data, SPLITS_PER_DAY_GUESS);
    for (int i = 0; i < splits.size(); i++) {
      try (ReadingsReader reader = dataset.open(data, splits.get(i))) {
        while (reader.advance()) {
          take(reader.current(), sorted);
          progress.update((i + reader.progress()) / splits.size(), sorted.count(), Long.MIN_VALUE);
        }
      }
    }
    if (sorted.count() == 0) {
      throw new IllegalArgumentException(
          "data set " + dataset.name() + " has no readings in that range: widen --from and --to");
    }
    progress.done(
        "%,d readings in order, %,d rows are no readings".formatted(sorted.count(), unreadable));
    return sorted;
  }

  private void take(FeedRow row, SortedReadings sorted) throws IOException {
    if (!(row instanceof FeedRow.Parsed parsed)) {
      unreadable++;
      return;
    }
    RawReading reading = parsed.reading();
    Long timestamp = reading.timestampMillis();
    if (timestamp == null || reading.segmentId() == null) {
      unreadable++;
      return;
    }
    if (range.holds(timestamp)) {
      sorted.add(complete(reading, reading.segmentId(), timestamp));
    }
  }

  /** With an interval, and the event id that the import of the same reading has. */
  private RawReading complete(RawReading reading, String segment, long timestamp) {
    String id =
        reading.eventId() == null
            ? ReadingValidator.eventId(dataset.name(), segment, timestamp)
            : reading.eventId();
    Integer interval = reading.intervalSeconds();
    return copy(reading, id, timestamp, interval == null ? dataset.intervalSeconds() : interval);
  }

  private void publish(RawReading reading, long shift, OptionalLong referenceClock) {
    RawReading shifted = shift == 0 ? reading : shift(reading, shift);
    sender.send(String.valueOf(shifted.segmentId()), RawJson.encode(shifted), referenceClock);
    sent++;
  }

  private RawReading shift(RawReading reading, long shift) {
    Long timestamp = reading.timestampMillis();
    Integer interval = reading.intervalSeconds();
    if (timestamp == null || interval == null) {
      throw new IllegalStateException("sorted readings have a time and an interval");
    }
    long moved = timestamp + shift;
    String id =
        ReadingValidator.eventId(dataset.name(), String.valueOf(reading.segmentId()), moved);
    return copy(reading, id, moved, interval);
  }

  private static RawReading copy(RawReading reading, String id, long timestamp, int interval) {
    return new RawReading(
        id,
        reading.segmentId(),
        timestamp,
        interval,
        reading.speedKmh(),
        reading.volumeVph(),
        reading.occupancyPercent(),
        reading.observedPercent(),
        reading.latitude(),
        reading.longitude());
  }

  private void summarise() {
    progress.done(
        "%,d readings of %s%s published, %,.0f/s"
            .formatted(
                sent,
                dataset.name(),
                dataset.synthetic() ? ", SYNTHETIC data," : "",
                progress.rate(sent)));
  }
}
