package com.trafficprediction.speed.windowing;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.AssignmentListener;
import com.trafficprediction.messaging.stream.Bookmark;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.stream.KafkaStreamConsumer;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.Sender;
import com.trafficprediction.messaging.stream.StreamConsumer;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.speed.running.NotReadyException;
import com.trafficprediction.speed.running.Stage;
import com.trafficprediction.speed.windowing.SegmentWindows.Outcome;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.records.EventRecords;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The consumer {@code window}: group {@value #GROUP}. */
public final class WindowStage implements Stage {
  /** Its consumer group. */
  public static final String GROUP = "window-aggregator";

  private static final String NAME = "window";
  private static final Duration PATIENCE = Duration.ofMillis(50);

  /** The longest that a final window waits for others while this is not {@link #FAR_BEHIND}. */
  private static final long FINAL_WAIT_MILLIS = 100;

  /** As many events as are read in some tenths of a second. */
  private static final long FAR_BEHIND = 20_000;

  private final StreamConsumer<TrafficEvent> consumer;
  private final Publication publication;
  private final WindowPolicy policy;
  private final long publishIntervalMillis;
  private final SpeedMetrics metrics;
  private final Clock clock;
  private final LongSupplier nanos;
  private final List<Closeable> resources;
  private final Map<Integer, PartitionWindows> partitions = new HashMap<>();
  private long publishedAt;
  private long finalAt;
  private long undecodable;

  /**
   * @param clock wall time, for what people are told
   * @param nanos a steady clock, as {@link System#nanoTime}, for what is decided
   */
  WindowStage(
      Function<AssignmentListener, StreamConsumer<TrafficEvent>> join,
      Publication publication,
      WindowPolicy policy,
      Duration publishInterval,
      SpeedMetrics metrics,
      Clock clock,
      LongSupplier nanos,
      List<Closeable> resources) {
    this.publication = publication;
    this.policy = policy;
    this.publishIntervalMillis = publishInterval.toMillis();
    this.metrics = metrics;
    this.clock = clock;
    this.nanos = nanos;
    this.resources = resources;
    this.publishedAt = steadyMillis();
    this.finalAt = publishedAt;
    this.consumer = join.apply(new Assignments());
  }

  /**
   * Joins the group.
   *
   * @throws NotReadyException while the topics are missing
   */
  public static Stage open(
      SpeedConfiguration configuration,
      KafkaSettings kafka,
      SpeedStorage storage,
      SpeedMetrics metrics,
      Clock clock)
      throws IOException {
    SpeedConfiguration.Window settings = configuration.window();
    String topicId = topicId(kafka);
    SpeedStore store = storage.openStore();
    Sender sender = new KafkaSender(kafka);
    try {
      return new WindowStage(
          listener ->
              KafkaStreamConsumer.join(
                  kafka,
                  Topic.EVENTS,
                  TrafficEvent.class,
                  GROUP,
                  configuration.instance(),
                  listener),
          new WindowPublisher(
              WindowPublisher.Table.of(store.windows(Duration.ofHours(settings.retentionHours()))),
              sender,
              store.epochs().claim(Topic.EVENTS.topicName(), topicId),
              metrics),
          WindowPolicy.of(
              Duration.ofSeconds(settings.watermarkDelaySeconds()),
              Duration.ofMinutes(settings.latenessMinutes()),
              Duration.ofSeconds(settings.idleSeconds()),
              Duration.ofMinutes(settings.forgetMinutes())),
          Duration.ofMillis(settings.publishIntervalMs()),
          metrics,
          clock,
          System::nanoTime,
          List.of(sender::close, store::close));
    } catch (IOException | RuntimeException e) {
      sender.close();
      store.close();
      throw e;
    }
  }

  private static String topicId(KafkaSettings kafka) {
    try (TopicAdmin admin = TopicAdmin.open(kafka)) {
      return admin
          .findTopicId(Topic.EVENTS)
          .orElseThrow(
              () ->
                  new NotReadyException(
                      "the topic traffic-events is missing; run bin/traffic topics apply"));
    }
  }

  @Override
  public void step() throws IOException {
    List<Received<TrafficEvent>> received = consumer.poll(PATIENCE);
    for (Received<TrafficEvent> event : received) {
      take(event);
    }
    metrics.read(NAME, received.size());
    if (steadyMillis() - publishedAt >= publishIntervalMillis) {
      commit();
    } else if (isDueForFinal()) {
      publish(true);
    }
  }

  /**
   * Final windows go out at once when nothing more is waiting to be read, and soon under a steady
   * load. Far behind they wait for each other, as the others do: larger batches cost less.
   */
  private boolean isDueForFinal() {
    long lag = partitions.keySet().stream().mapToLong(id -> consumer.lag(id).orElse(0)).sum();
    return lag == 0 || (lag < FAR_BEHIND && steadyMillis() - finalAt >= FINAL_WAIT_MILLIS);
  }

  /**
   * Silence is measured by a clock that does not jump: a machine that is set right forgets none.
   */
  private long steadyMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }

  private void take(Received<TrafficEvent> event) {
    PartitionWindows partition = partitions.get(event.partition());
    if (partition == null) {
      throw new IllegalStateException("an event of partition " + event.partition() + ", not ours");
    }
    boolean again = partition.recovering();
    Outcome outcome =
        partition.add(EventRecords.toReading(event.value()), event.offset(), steadyMillis());
    if (again) {
      return;
    }
    switch (outcome) {
      case DUPLICATE -> metrics.dropped("duplicate", 1);
      case TOO_LATE -> metrics.dropped("too_late", 1);
      case AMENDED -> metrics.late();
      case FOLDED -> {}
    }
  }

  private void publish(boolean finalOnly) throws IOException {
    List<KeptWindow> changed = new ArrayList<>();
    partitions.values().forEach(partition -> changed.addAll(partition.listChanged(finalOnly)));
    publication.publish(changed);
    partitions.values().forEach(PartitionWindows::forgetPublished);
    finalAt = steadyMillis();
  }

  private void commit() throws IOException {
    long now = steadyMillis();
    long lag = 0;
    for (Map.Entry<Integer, PartitionWindows> entry : partitions.entrySet()) {
      OptionalLong behind = consumer.lag(entry.getKey());
      lag += behind.orElse(0);
      // Transaction markers take offsets too: the position goes beyond the last event.
      entry.getValue().readUpTo(consumer.position(entry.getKey()));
      if (behind.isPresent() && behind.getAsLong() == 0) {
        entry.getValue().checkSilence(now);
      }
    }
    publish(false);
    consumer.commit(bookmarks(partitions.keySet()));
    publishedAt = steadyMillis();
    metrics.committed(NAME, (publishedAt - now) / 1e3);
    metrics.lag(NAME, lag);
    report(clock.millis());
  }

  private void report(long now) {
    metrics.dropped("undecodable", consumer.undecodable() - undecodable);
    undecodable = consumer.undecodable();
    metrics.windowsKept(partitions.values().stream().mapToLong(PartitionWindows::kept).sum());
    partitions.values().stream()
        .mapToLong(PartitionWindows::newestMillis)
        .filter(newest -> newest > 0)
        .max()
        .ifPresent(newest -> metrics.watermarkDelay((now - newest) / 1e3));
  }

  private Map<Integer, Bookmark> bookmarks(Set<Integer> wanted) {
    Map<Integer, Bookmark> bookmarks = new HashMap<>();
    for (int id : wanted) {
      PartitionWindows partition = partitions.get(id);
      // One that is still recovering has nothing new to say.
      if (partition != null && !partition.recovering()) {
        bookmarks.put(id, partition.bookmark());
      }
    }
    return bookmarks;
  }

  @Override
  public void finish() throws IOException {
    publish(false);
    consumer.commit(bookmarks(partitions.keySet()));
  }

  @Override
  public void close() throws IOException {
    partitions.clear();
    consumer.close();
    for (Closeable resource : resources) {
      resource.close();
    }
  }

  /** Partitions come with their bookmarks, and go with a last commit. */
  private final class Assignments implements AssignmentListener {
    @Override
    public void assigned(Set<Integer> ids) {
      for (int id : ids) {
        Optional<Bookmark> bookmark = consumer.findBookmark(id);
        partitions.put(
            id,
            bookmark
                .map(b -> PartitionWindows.resume(policy, b))
                .orElseGet(() -> new PartitionWindows(policy, consumer.beginning(id))));
      }
    }

    @Override
    public void revoked(Set<Integer> ids) {
      if (ids.isEmpty() || partitions.isEmpty()) {
        return;
      }
      try {
        publish(false);
        consumer.commit(bookmarks(ids));
      } catch (IOException e) {
        throw new UncheckedIOException("windows of revoked partitions are not published", e);
      }
      ids.forEach(partitions::remove);
    }

    @Override
    public void lost(Set<Integer> ids) {
      ids.forEach(partitions::remove);
    }
  }
}
