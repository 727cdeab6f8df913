package com.trafficprediction.speed.detecting;

import com.trafficprediction.core.incident.ChainDetector;
import com.trafficprediction.core.incident.Incident;
import com.trafficprediction.core.incident.IncidentParameters;
import com.trafficprediction.core.incident.RoadChain;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.GroupShare;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.Sender;
import com.trafficprediction.messaging.stream.TopicReader;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.speed.running.NotReadyException;
import com.trafficprediction.speed.running.Stage;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.records.WindowRecords;
import com.trafficprediction.storage.speed.SpeedStorage;
import com.trafficprediction.storage.speed.UsualTraffic;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The consumer {@code incident}: group {@value #GROUP}. */
public final class IncidentStage implements Stage {
  /** Its consumer group. */
  public static final String GROUP = "incident-detector";

  private static final String NAME = "incident";
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration SHARE_PATIENCE = Duration.ofMillis(10);
  private static final long PUBLISH_MILLIS = 500;
  private static final long LOOK_UP_MILLIS = 60_000;

  private final SpeedStorage storage;
  private final SpeedStore store;
  private final Sender sender;
  private final GroupShare share;
  private final TopicReader<TrafficWindow> reader;
  private final ChainPublisher publisher;
  private final SpeedMetrics metrics;
  private final Clock clock;
  private final List<ChainRun> chains = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();
  private final int partitions;
  private final Set<String> ours = new HashSet<>();
  private UsualTraffic usual;
  private boolean caughtUp;
  private long publishedAt;
  private long lookedUpAt;
  private long undecodable;

  /** Where a segment stands. */
  private record Place(ChainRun chain, int station) {}

  private IncidentStage(
      SpeedConfiguration.Incident settings,
      SpeedStorage storage,
      UsualTraffic usual,
      Clients clients,
      SpeedMetrics metrics,
      Clock clock)
      throws IOException {
    this.storage = storage;
    this.usual = usual;
    this.store = clients.store();
    this.sender = clients.sender();
    this.share = clients.share();
    this.reader = clients.reader();
    this.metrics = metrics;
    this.clock = clock;
    this.partitions = Math.max(1, reader.positions().size());
    this.publisher =
        new ChainPublisher(
            store.incidents(Duration.ofHours(settings.retentionHours())),
            sender,
            usual.network(),
            metrics);
    this.lookedUpAt = clock.millis();
    for (RoadChain chain : RoadChain.mainlinesOf(usual.network())) {
      ChainRun run =
          new ChainRun(
              new ChainDetector(chain, IncidentParameters.DEFAULT),
              usual::findProfile,
              Duration.ofSeconds(settings.graceSeconds()).toMillis());
      chains.add(run);
      for (int i = 0; i < chain.size(); i++) {
        places.put(chain.segmentId(i), new Place(run, i));
      }
    }
  }

  /** What it talks to. */
  private record Clients(
      SpeedStore store, Sender sender, GroupShare share, TopicReader<TrafficWindow> reader) {}

  /**
   * Joins the group and begins to read.
   *
   * @throws NotReadyException while no run is live: without profiles every rush hour is an incident
   */
  public static Stage open(
      SpeedConfiguration configuration,
      KafkaSettings kafka,
      SpeedStorage storage,
      SpeedMetrics metrics,
      Clock clock)
      throws IOException {
    UsualTraffic usual =
        storage
            .loadUsual()
            .orElseThrow(
                () ->
                    new NotReadyException(
                        "no run was published yet, so nobody knows what is usual; run bin/traffic batch"));
    return open(configuration, kafka, storage, usual, metrics, clock);
  }

  /** With what is usual given. */
  static Stage open(
      SpeedConfiguration configuration,
      KafkaSettings kafka,
      SpeedStorage storage,
      UsualTraffic usual,
      SpeedMetrics metrics,
      Clock clock)
      throws IOException {
    SpeedConfiguration.Incident settings = configuration.incident();
    if (!usual.network().capabilities().freeways()) {
      return new NoRoads(storage, usual.run(), clock);
    }
    List<Closeable> opened = new ArrayList<>();
    try {
      SpeedStore store = storage.openStore();
      opened.add(store::close);
      Sender sender = new KafkaSender(kafka);
      opened.add(sender::close);
      TopicReader<TrafficWindow> reader =
          TopicReader.open(
              kafka,
              Topic.AGGREGATES,
              TrafficWindow.class,
              clock.instant().minus(Duration.ofHours(settings.lookBackHours())));
      opened.add(reader::close);
      GroupShare share = GroupShare.join(kafka, Topic.AGGREGATES, GROUP, configuration.instance());
      opened.add(share::close);
      return new IncidentStage(
          settings, storage, usual, new Clients(store, sender, share, reader), metrics, clock);
    } catch (IOException | RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  @Override
  public void step() throws IOException {
    Set<Integer> assigned = share.partitions(SHARE_PATIENCE);
    List<Received<TrafficWindow>> received = reader.poll(PATIENCE);
    received.forEach(r -> take(r.value()));
    metrics.read(NAME, received.size());
    OptionalLong lag = reader.lag();
    lag.ifPresent(behind -> metrics.lag(NAME, behind));
    boolean atEnd = lag.isPresent() && lag.getAsLong() == 0;
    // The first window to be folded must be the first one there is, of every station.
    caughtUp |= atEnd;
    if (caughtUp) {
      chains.forEach(chain -> chain.advance(atEnd, clock.millis()));
    }
    if (caughtUp && clock.millis() - publishedAt >= PUBLISH_MILLIS) {
      publish(assigned);
    }
    if (clock.millis() - lookedUpAt >= LOOK_UP_MILLIS) {
      lookUp();
    }
  }

  private void take(TrafficWindow window) {
    Place place = places.get(window.getSegmentId());
    WindowState state = window.getState();
    if (place == null || state == WindowState.provisional || state == WindowState.unknown) {
      return;
    }
    boolean inTime =
        place
            .chain()
            .take(
                place.station(),
                window.getWindowStart().toEpochMilli(),
                WindowRecords.sums(window.getSums()),
                window.getRevision());
    if (!inTime) {
      metrics.incidentWindowLate();
    }
  }

  private void publish(Set<Integer> assigned) throws IOException {
    long startedAt = clock.millis();
    int open = 0;
    for (ChainRun chain : chains) {
      boolean isOurs = assigned.contains(Math.floorMod(chain.id().hashCode(), partitions));
      if (isOurs) {
        ours.add(chain.id());
        publisher.publish(chain);
        open += (int) chain.current().stream().filter(i -> !isOver(i)).count();
      } else if (ours.remove(chain.id())) {
        publisher.forget(chain.id());
      }
    }
    metrics.incidentsOpen(open);
    metrics.dropped("undecodable", reader.undecodable() - undecodable);
    undecodable = reader.undecodable();
    publishedAt = clock.millis();
    metrics.committed(NAME, (publishedAt - startedAt) / 1e3);
  }

  private static boolean isOver(Incident incident) {
    return incident.clearedMillis().isPresent();
  }

  /** A new run brings new profiles; another network starts the stage over. */
  private void lookUp() throws IOException {
    Optional<String> live = storage.findLiveRun();
    if (live.isPresent() && !live.get().equals(usual.run())) {
      UsualTraffic next = storage.loadUsual().orElse(usual);
      if (!next.network().segments().equals(usual.network().segments())) {
        throw new NotReadyException("another network went live; starting over with it");
      }
      usual = next;
      chains.forEach(chain -> chain.setProfiles(next::findProfile));
    }
    lookedUpAt = clock.millis();
  }

  @Override
  public void finish() throws IOException {
    if (caughtUp) {
      publish(share.partitions(SHARE_PATIENCE));
    }
  }

  @Override
  public void close() throws IOException {
    closeAll(List.of(share::close, reader::close, sender::close, store::close));
  }

  private static void closeAll(List<Closeable> resources) throws IOException {
    for (Closeable resource : resources) {
      resource.close();
    }
  }
}
