package com.trafficprediction.speed.archiving;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.AssignmentListener;
import com.trafficprediction.messaging.stream.Bookmark;
import com.trafficprediction.messaging.stream.KafkaStreamConsumer;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.StreamConsumer;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.speed.networks.NetworkSource;
import com.trafficprediction.speed.running.NotReadyException;
import com.trafficprediction.speed.running.Stage;
import com.trafficprediction.storage.archive.ArchivePosition;
import com.trafficprediction.storage.archive.EventArchive;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The consumer {@code archive}: group {@value #GROUP}. The group only shares out the partitions and
 * shows the lag; where each of them is, the archive itself says.
 */
public final class ArchiveStage implements Stage {
  /** Its consumer group. */
  public static final String GROUP = "hdfs-archiver";

  private static final String NAME = "archive";
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final StreamConsumer<TrafficEvent> consumer;
  private final EventArchive archive;
  private final int partitionCount;
  private final SpeedConfiguration.Archive settings;
  private final SpeedMetrics metrics;
  private final LongSupplier nanos;
  private final Map<Integer, ArchiveBuffer> buffers = new HashMap<>();
  private long flushedAt;

  /**
   * @param partitionCount of the whole topic
   * @param nanos a steady clock, as {@link System#nanoTime}
   */
  ArchiveStage(
      Function<AssignmentListener, StreamConsumer<TrafficEvent>> join,
      EventArchive archive,
      int partitionCount,
      SpeedConfiguration.Archive settings,
      SpeedMetrics metrics,
      LongSupplier nanos) {
    this.archive = archive;
    this.partitionCount = partitionCount;
    this.settings = settings;
    this.metrics = metrics;
    this.nanos = nanos;
    this.flushedAt = steadyMillis();
    this.consumer = join.apply(new Assignments());
  }

  /**
   * Joins the group.
   *
   * @throws NotReadyException while the topics or the network are missing
   */
  public static Stage open(
      SpeedConfiguration configuration,
      KafkaSettings kafka,
      SpeedStorage storage,
      NetworkSource networks,
      SpeedMetrics metrics,
      Clock clock)
      throws IOException {
    Network network = networks.require();
    String topicId;
    int partitions;
    try (TopicAdmin admin = TopicAdmin.open(kafka)) {
      topicId = admin.findTopicId(Topic.EVENTS).orElseThrow(ArchiveStage::topicMissing);
      partitions = admin.findPartitions(Topic.EVENTS).orElseThrow(ArchiveStage::topicMissing);
    }
    String writer = configuration.instance() + "-" + clock.millis();
    return new ArchiveStage(
        listener ->
            KafkaStreamConsumer.join(
                kafka, Topic.EVENTS, TrafficEvent.class, GROUP, configuration.instance(), listener),
        storage.openArchive(topicId, network, writer),
        partitions,
        configuration.archive(),
        metrics,
        System::nanoTime);
  }

  private static NotReadyException topicMissing() {
    return new NotReadyException(
        "the topic traffic-events is missing; run bin/traffic topics apply");
  }

  @Override
  public void step() throws IOException {
    List<Received<TrafficEvent>> received = consumer.poll(PATIENCE);
    long now = steadyMillis();
    for (Received<TrafficEvent> event : received) {
      ArchiveBuffer buffer = buffers.get(event.partition());
      if (buffer == null) {
        throw new IllegalStateException("partition " + event.partition() + " is not ours");
      }
      buffer.add(event.value(), event.offset(), now);
    }
    metrics.read(NAME, received.size());
    boolean due = now - flushedAt >= settings.flushSeconds() * 1000L;
    if (due || buffered() >= settings.flushEvents()) {
      flush();
    }
  }

  /** Silence is measured by a clock that does not jump. */
  private long steadyMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }

  private long buffered() {
    return buffers.values().stream().mapToLong(buffer -> buffer.events().size()).sum();
  }

  private void flush() throws IOException {
    long started = steadyMillis();
    // Others archive too: a silent partition of ours is as far as theirs, and days wait for all.
    archive.reload();
    long lag = passSilentPartitions(started);
    Map<Integer, Long> from = new HashMap<>();
    Map<Integer, ArchivePosition> to = new HashMap<>();
    List<TrafficEvent> events = new ArrayList<>();
    buffers.forEach(
        (partition, buffer) -> {
          if (!buffer.position().equals(archive.positions().get(partition))
              && buffer.position().newestMillis() != ArchivePosition.NOTHING_YET) {
            from.put(partition, buffer.start());
            to.put(partition, buffer.position());
            events.addAll(buffer.events());
          }
        });
    if (!to.isEmpty()) {
      archive.flush(events, from, to);
      buffers.values().forEach(ArchiveBuffer::markArchived);
      consumer.commit(bookmarks(to));
      metrics.archived(events.size());
      metrics.committed(NAME, (steadyMillis() - started) / 1e3);
    }
    archive.seal(partitionCount, Duration.ofMinutes(settings.sealDelayMinutes()).toMillis());
    metrics.lag(NAME, lag);
    flushedAt = steadyMillis();
  }

  /**
   * A silent partition that is read to its end is as far as the topic's others, those of other
   * instances among them; returns the lag.
   */
  private long passSilentPartitions(long now) {
    long newest =
        Stream.concat(
                buffers.values().stream().map(ArchiveBuffer::position),
                archive.positions().values().stream())
            .mapToLong(ArchivePosition::newestMillis)
            .max()
            .orElse(ArchivePosition.NOTHING_YET);
    long lag = 0;
    for (Map.Entry<Integer, ArchiveBuffer> entry : buffers.entrySet()) {
      OptionalLong behind = consumer.lag(entry.getKey());
      lag += behind.orElse(0);
      boolean atEnd = behind.isPresent() && behind.getAsLong() == 0;
      if (atEnd && entry.getValue().silentFor(settings.idleSeconds() * 1000L, now)) {
        entry.getValue().passSilently(newest);
      }
    }
    return lag;
  }

  private static Map<Integer, Bookmark> bookmarks(Map<Integer, ArchivePosition> positions) {
    Map<Integer, Bookmark> bookmarks = new HashMap<>();
    positions.forEach(
        (partition, position) -> bookmarks.put(partition, new Bookmark(position.nextOffset(), "")));
    return bookmarks;
  }

  @Override
  public void finish() throws IOException {
    flush();
  }

  @Override
  public void close() {
    buffers.clear();
    consumer.close();
  }

  /** What is buffered of a partition that goes is dropped: its next owner reads it again. */
  private final class Assignments implements AssignmentListener {
    @Override
    public void assigned(Set<Integer> ids) {
      try {
        archive.reload();
      } catch (IOException e) {
        throw new UncheckedIOException("the archive does not say how far it is", e);
      }
      Map<Integer, ArchivePosition> positions = archive.positions();
      for (int id : ids) {
        ArchivePosition position = positions.get(id);
        if (position == null) {
          position = new ArchivePosition(consumer.beginning(id), ArchivePosition.NOTHING_YET);
        }
        buffers.put(id, new ArchiveBuffer(position, steadyMillis()));
        consumer.seek(id, position.nextOffset());
      }
    }

    @Override
    public void revoked(Set<Integer> ids) {
      ids.forEach(buffers::remove);
    }

    @Override
    public void lost(Set<Integer> ids) {
      ids.forEach(buffers::remove);
    }
  }
}
