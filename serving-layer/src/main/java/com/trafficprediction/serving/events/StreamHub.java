package com.trafficprediction.serving.events;

import com.trafficprediction.serving.latest.Entry;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.NetworkStats;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after all open streams: a tick for news, statistics, heartbeats. Thread-safe. */
public final class StreamHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);
  private static final long STATS_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A connection that has taken nothing for so long is dead. */
  private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final LatestBoard board;
  private final Settings settings;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
  private final StreamFeed.FrameCache cache = new StreamFeed.FrameCache();
  private volatile boolean closed;
  private final ScheduledExecutorService ticker;
  private long lastStats;

  /**
   * What a deployment chooses.
   *
   * @param maxClients streams open at a time
   * @param tickMillis how often clients are looked after
   * @param heartbeatSeconds longest silence
   * @param retryMillis what clients are told to wait before they connect again
   */
  public record Settings(int maxClients, int tickMillis, int heartbeatSeconds, int retryMillis) {}

  public StreamHub(LatestBoard board, Settings settings, Clock clock, LongSupplier nanos) {
    this.board = board;
    this.settings = settings;
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

  /** Ticks from now on. */
  public void start() {
    var unused =
        ticker.scheduleWithFixedDelay(
            this::tickGuarded, settings.tickMillis(), settings.tickMillis(), TimeUnit.MILLISECONDS);
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
      byte[] stats = stats();
      clients.forEach(client -> client.tell(stats));
    }
    byte[] heartbeat = new byte[0];
    long silence = TimeUnit.SECONDS.toNanos(settings.heartbeatSeconds());
    for (StreamClient client : clients) {
      long quiet = now - client.lastWritten();
      if (quiet >= DEAD_NANOS) {
        client.end();
        continue;
      }
      if (quiet >= silence) {
        heartbeat = heartbeat.length == 0 ? heartbeat() : heartbeat;
        client.tell(heartbeat);
      }
      client.pump(now);
    }
  }

  private byte[] heartbeat() {
    return Frames.of("heartbeat", Map.of("time", clock.millis()));
  }

  byte[] stats() {
    return Frames.of(
        "stats",
        NetworkStats.of(board.listPredictions("").stream().map(Entry::prediction).toList()));
  }

  /** The first event of every stream. */
  byte[] connected(boolean resumed) {
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

  StreamFeed.FrameCache cache() {
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
