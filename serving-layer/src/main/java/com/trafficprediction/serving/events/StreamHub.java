package com.trafficprediction.serving.events;

import com.trafficprediction.serving.latest.Entry;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.NetworkStats;
import com.trafficprediction.serving.latest.RoadClock;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.problem.ProblemDocument;
import com.trafficprediction.serving.running.Breakdown;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after all open streams: a tick for news, statistics, heartbeats. Thread-safe. */
public final class StreamHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);
  private static final String PATH = "/api/predictions/stream";
  private static final long STATS_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A connection that has taken nothing for so long is dead. */
  private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final LatestBoard board;
  private final Supplier<RoadClock> road;
  private final Settings settings;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
  private final FrameCache cache = new FrameCache();
  private final Supplier<Optional<ApiProblem>> trouble;
  private volatile boolean closed;
  private final ScheduledExecutorService ticker;
  private long lastStats;
  private boolean troubled;

  /**
   * What a deployment chooses.
   *
   * @param maxClients streams open at a time
   * @param tickMillis how often clients are looked after
   * @param heartbeatSeconds longest silence
   * @param retryMillis what clients are told to wait before they connect again
   */
  public record Settings(int maxClients, int tickMillis, int heartbeatSeconds, int retryMillis) {}

  /**
   * @param road how the road's time runs
   * @param trouble why nothing new comes; empty while all is well
   */
  public StreamHub(
      LatestBoard board,
      Supplier<RoadClock> road,
      Settings settings,
      Supplier<Optional<ApiProblem>> trouble,
      Clock clock,
      LongSupplier nanos) {
    this.board = board;
    this.road = road;
    this.settings = settings;
    this.trouble = trouble;
    this.clock = clock;
    this.nanos = nanos;
    this.lastStats = nanos.getAsLong() - STATS_NANOS;
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "event-streams");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Ticks from now on; what the thread cannot go on after is told. */
  public void start(Breakdown breakdown) {
    var unused =
        ticker.scheduleWithFixedDelay(
            breakdown.watched(this::tickGuarded),
            settings.tickMillis(),
            settings.tickMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void tickGuarded() {
    try {
      tick(nanos.getAsLong());
    } catch (RuntimeException e) {
      // The thread's outermost loop: an executor would stop ticking for ever, silently.
      LOG.error("a tick of the event streams went wrong", e);
    }
  }

  private void tick(long now) {
    if (clients.isEmpty()) {
      return;
    }
    if (now - lastStats >= STATS_NANOS) {
      lastStats = now;
      Frame stats = stats();
      clients.forEach(client -> client.tell(stats));
    }
    tellOfTrouble();
    Frame heartbeat = Frame.NONE;
    long silence = TimeUnit.SECONDS.toNanos(settings.heartbeatSeconds());
    for (StreamClient client : clients) {
      long quiet = now - client.lastWritten();
      if (quiet >= DEAD_NANOS) {
        client.end();
        continue;
      }
      if (quiet >= silence) {
        heartbeat = heartbeat.isEmpty() ? heartbeat() : heartbeat;
        client.tell(heartbeat);
      }
      client.pump(now);
    }
  }

  /** Clients are told when news can no longer come, and when they can again. */
  private void tellOfTrouble() {
    Optional<Frame> error = error();
    if (error.isPresent() == troubled) {
      return;
    }
    troubled = error.isPresent();
    Frame frame = error.orElseGet(() -> connected(true));
    clients.forEach(client -> client.tell(frame));
  }

  /** Why nothing new comes, as an event. */
  Optional<Frame> error() {
    return trouble.get().map(problem -> Frames.of("error", ProblemDocument.of(problem, PATH)));
  }

  private Frame heartbeat() {
    return Frames.of("heartbeat", Map.of("time", clock.millis()));
  }

  Frame stats() {
    return Frames.of(
        "stats",
        NetworkStats.of(
            board.listPredictions("").stream().map(Entry::prediction).toList(), road.get()));
  }

  /** The first event of every stream. */
  Frame connected(boolean resumed) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("time", clock.millis());
    data.put("resumed", resumed);
    data.put("heartbeat_seconds", settings.heartbeatSeconds());
    return Frames.of("connected", data);
  }

  /** Whether no more clients are taken: there are enough, or the process ends. */
  boolean isFull() {
    return closed || clients.size() >= settings.maxClients();
  }

  /** Streams open now. */
  public int clients() {
    return clients.size();
  }

  int retryMillis() {
    return settings.retryMillis();
  }

  LatestBoard board() {
    return board;
  }

  FrameCache cache() {
    return cache;
  }

  long now() {
    return nanos.getAsLong();
  }

  void add(StreamClient client) {
    clients.add(client);
  }

  void remove(StreamClient client) {
    clients.remove(client);
  }

  /** Ends every stream; clients connect again, to this process's successor or another instance. */
  @Override
  public void close() {
    closed = true;
    ticker.shutdownNow();
    clients.forEach(StreamClient::end);
  }
}
