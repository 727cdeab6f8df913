package com.trafficprediction.speed.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.messaging.stream.AssignmentListener;
import com.trafficprediction.messaging.stream.Bookmark;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.StreamConsumer;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.storage.archive.EventArchive;
import com.trafficprediction.storage.records.EventRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, a partition each: one has all the traffic, the other has none. */
class ArchiveStageTest {
  private static final Instant MONDAY = Instant.parse("2022-01-03T08:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2022-01-04T00:00:00Z");
  private static final Duration FLUSH = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final SpeedConfiguration.Archive SETTINGS =
      new SpeedConfiguration.Archive((int) FLUSH.toSeconds(), 1_000, 0, (int) IDLE.toSeconds());

  @TempDir Path directory;
  private FileSystem files;
  private final OnePartition busyPartition = new OnePartition(0);
  private final OnePartition silentPartition = new OnePartition(1);
  private ArchiveStage busy;
  private ArchiveStage silent;
  private long steadyMillis;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.newInstanceLocal(new Configuration());
    busy = stage(busyPartition, "busy");
    silent = stage(silentPartition, "silent");
  }

  @AfterEach
  void close() throws IOException {
    busy.close();
    silent.close();
    files.close();
  }

  @Test
  void anInstanceWhosePartitionsNeverHadAnEventHoldsUpNoDay() throws IOException {
    busyPartition.send(MONDAY);
    busyPartition.send(TUESDAY);
    step(busy, silent);
    assertThat(sealedUntil()).as("an event may come yet").isEmpty();

    steadyMillis += IDLE.toMillis();
    step(silent, busy);

    assertThat(sealedUntil()).contains(TUESDAY);
  }

  @Test
  void norDoesOneWhosePartitionsFellSilent() throws IOException {
    busyPartition.send(MONDAY);
    silentPartition.send(MONDAY);
    step(busy, silent);
    steadyMillis += IDLE.toMillis();
    busyPartition.send(TUESDAY);
    step(busy, silent);

    assertThat(sealedUntil()).contains(TUESDAY);
  }

  @Test
  void oneThatIsNotReadToItsEndHoldsUpTheDay() throws IOException {
    silentPartition.lag = 1;
    busyPartition.send(MONDAY);
    busyPartition.send(TUESDAY);
    step(busy, silent);
    steadyMillis += IDLE.toMillis();
    step(busy, silent);

    assertThat(sealedUntil()).isEmpty();
  }

  /** A flush of each. */
  private void step(ArchiveStage first, ArchiveStage second) throws IOException {
    steadyMillis += FLUSH.toMillis();
    first.step();
    second.step();
  }

  private Optional<Instant> sealedUntil() throws IOException {
    return EventArchive.findSealedUntil(files, root());
  }

  private org.apache.hadoop.fs.Path root() {
    return new org.apache.hadoop.fs.Path(directory.toString());
  }

  private ArchiveStage stage(OnePartition partition, String writer) throws IOException {
    EventArchive archive =
        new EventArchive(
            files,
            new Configuration(),
            root(),
            "topic",
            network(),
            writer,
            Clock.fixed(TUESDAY, ZoneOffset.UTC));
    return new ArchiveStage(
        partition::join,
        archive,
        2,
        SETTINGS,
        new SpeedMetrics(),
        () -> Duration.ofMillis(steadyMillis).toNanos());
  }

  private static Network network() {
    return new Network(
        "test",
        false,
        ZoneId.of("UTC"),
        Set.of(),
        new Capabilities(true, true, false, false, true),
        List.of(new Segment("A", "one", 34.05, -118.25, null, Double.NaN, 0)));
  }

  /** A member of the group that has this partition for good. */
  private static final class OnePartition implements StreamConsumer<TrafficEvent> {
    private final int id;
    private final List<Received<TrafficEvent>> waiting = new ArrayList<>();
    private long end;
    private long lag;
    private Optional<AssignmentListener> unassigned = Optional.empty();

    OnePartition(int id) {
      this.id = id;
    }

    StreamConsumer<TrafficEvent> join(AssignmentListener told) {
      unassigned = Optional.of(told);
      return this;
    }

    void send(Instant time) {
      Reading reading =
          new Reading("A:" + time, "A", time.toEpochMilli(), 30, 90_00, 5, -1, 100_00);
      waiting.add(new Received<>(id, end++, 0, EventRecords.toRecord(reading, time, "test")));
    }

    @Override
    public List<Received<TrafficEvent>> poll(Duration timeout) {
      unassigned.ifPresent(listener -> listener.assigned(Set.of(id)));
      unassigned = Optional.empty();
      List<Received<TrafficEvent>> received = List.copyOf(waiting);
      waiting.clear();
      return received;
    }

    @Override
    public Optional<Bookmark> findBookmark(int partition) {
      return Optional.empty();
    }

    @Override
    public void seek(int partition, long offset) {
      assertThat(offset).isZero();
    }

    @Override
    public long position(int partition) {
      return end;
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
      return true;
    }

    @Override
    public Set<Integer> assignment() {
      return Set.of(id);
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
