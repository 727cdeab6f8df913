package com.trafficprediction.serving.live;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.serving.forecast.ServedModels;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.running.Breakdown;
import com.trafficprediction.storage.hbase.BatchView;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.network.StoredNetwork;
import com.trafficprediction.storage.records.ProfileRecords;
import com.trafficprediction.storage.serving.ServingStorage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the pointer in HBase and swaps what is live when it moves: the new run is loaded whole
 * beside the old one, then replaces it at once. What cannot be loaded leaves the old one in place
 * and says why. Connects as often as it takes.
 *
 * <p>Thread-safe: one thread polls, any number read.
 */
public final class LiveRunWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRunWatch.class);

  /** Opens the stores; called again after it failed. */
  @FunctionalInterface
  public interface Stores {
    /**
     * Connects.
     *
     * @throws IOException when a store does not answer
     */
    ServingStorage open() throws IOException;
  }

  private final Stores stores;
  private final Clock clock;
  private final List<Consumer<LiveRun>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<LiveRun>> reconnected = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService poller;
  private volatile @Nullable ServingStorage storage;

  /** The connection by which what is live reads its tables; used by the polling thread alone. */
  private @Nullable ServingStorage connected;

  private volatile @Nullable LiveRun live;
  private volatile StoreState hbase;
  private volatile StoreState hdfs;
  private volatile String runProblem = "";

  public LiveRunWatch(Stores stores, Clock clock) {
    this.stores = stores;
    this.clock = clock;
    this.hbase = new StoreState(false, "this server has just begun to ask", clock.instant());
    this.hdfs = new StoreState(false, "this server has just begun to ask", clock.instant());
    this.poller =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "live-run-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Polls from now on; what the thread cannot go on after is told. */
  public void start(Duration interval, Breakdown breakdown) {
    var unused =
        poller.scheduleWithFixedDelay(
            breakdown.watched(this::pollGuarded), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Tells when what is live has changed, on the polling thread. */
  public void onChange(Consumer<LiveRun> listener) {
    listeners.add(listener);
  }

  /** Tells when the same is live, and read by another connection; on the polling thread. */
  public void onReconnect(Consumer<LiveRun> listener) {
    reconnected.add(listener);
  }

  /** What is live, if anything could be loaded yet. */
  public Optional<LiveRun> find() {
    return Optional.ofNullable(live);
  }

  /**
   * What is live.
   *
   * @throws ApiProblem when nothing could be loaded yet
   */
  public LiveRun get() {
    LiveRun found = live;
    if (found != null) {
      return found;
    }
    if (!hbase.up()) {
      throw ApiProblem.unavailable(
          "hbase-down", "HBase does not answer: " + hbase.reason(), "Start it: bin/traffic up");
    }
    if (!hdfs.up()) {
      throw ApiProblem.unavailable(
          "hdfs-down", "HDFS does not answer: " + hdfs.reason(), "Start it: bin/traffic up");
    }
    throw ApiProblem.unavailable(
        "no-network",
        runProblem.isEmpty() ? "No data set was imported yet" : runProblem,
        "Run bin/traffic import --dataset FILE, then bin/traffic batch");
  }

  /**
   * The stores.
   *
   * @throws ApiProblem when HBase did not answer when it was asked last
   */
  public ServingStorage storage() {
    ServingStorage open = storage;
    if (open == null || !hbase.up()) {
      throw ApiProblem.unavailable(
          "hbase-down",
          "HBase does not answer: " + hbase.reason(),
          "Start it: bin/traffic up. /api/health says when it is back");
    }
    return open;
  }

  /** The stores, if HBase answered when it was asked last. */
  public Optional<ServingStorage> findStorage() {
    return hbase.up() ? Optional.ofNullable(storage) : Optional.empty();
  }

  /** How HBase is. */
  public StoreState hbase() {
    return hbase;
  }

  /** How HDFS is. */
  public StoreState hdfs() {
    return hdfs;
  }

  /** Why the run that the pointer names could not be loaded; empty when it was. */
  public String runProblem() {
    return runProblem;
  }

  private void pollGuarded() {
    try {
      poll();
    } catch (RuntimeException e) {
      // The thread's outermost loop: an executor would stop polling for ever, silently.
      LOG.error("the live run could not be looked up", e);
      runProblem = "an internal error: " + e;
    }
  }

  /** Looks once. */
  void poll() {
    Optional<LivePointer> pointer;
    ServingStorage open;
    try {
      open = openStorage();
      pointer = open.findLive();
      reconnect(open, pointer);
      hbase = hbase.answered(clock.instant());
    } catch (IOException e) {
      hbase = hbase.failed(clock.instant(), reason(e));
      forgetStorage();
      return;
    }
    try {
      open.checkFiles();
      hdfs = hdfs.answered(clock.instant());
      if (isStale(pointer)) {
        swap(load(open, pointer));
      }
    } catch (IOException e) {
      hdfs = hdfs.failed(clock.instant(), reason(e));
    }
  }

  private ServingStorage openStorage() throws IOException {
    ServingStorage open = storage;
    if (open == null) {
      open = stores.open();
      storage = open;
    }
    return open;
  }

  /**
   * A connection to an HBase that was started anew may never find it: its ZooKeeper client insists
   * on a server that knows what it has seen before. The next look makes another one.
   */
  private void forgetStorage() {
    ServingStorage open = storage;
    storage = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("a connection that does not answer could not be closed", e);
      }
    }
  }

  /** What is live reads its tables by the connection that there is now. */
  private void reconnect(ServingStorage open, Optional<LivePointer> pointer) throws IOException {
    LiveRun now = live;
    boolean other = open != connected;
    if (now != null && other && pointer.isPresent() && now.pointer().equals(pointer)) {
      LiveRun same = now.reading(open.view(new RunId(pointer.get().run())));
      live = same;
      reconnected.forEach(listener -> listener.accept(same));
    }
    connected = open;
  }

  private boolean isStale(Optional<LivePointer> pointer) {
    LiveRun now = live;
    // Models that could not be loaded are tried again: somebody may have mended them.
    return now == null
        || !now.pointer().equals(pointer)
        || !now.modelProblem().isEmpty()
        || !runProblem.isEmpty();
  }

  private Optional<LiveRun> load(ServingStorage open, Optional<LivePointer> pointer)
      throws IOException {
    if (pointer.isEmpty()) {
      Optional<String> newest = open.findNewestNetwork();
      return newest.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new LiveRun(
                  open.network(newest.get()),
                  Map.of(),
                  null,
                  null,
                  null,
                  "no run was published yet: bin/traffic batch"));
    }
    try {
      Optional<LiveRun> loaded = Optional.of(load(open, pointer.get()));
      runProblem = "";
      return loaded;
    } catch (IOException e) {
      runProblem = "run " + pointer.get().run() + " cannot be loaded: " + reason(e);
      LOG.warn("{}; what was live stays", runProblem, e);
      return Optional.empty();
    }
  }

  private LiveRun load(ServingStorage open, LivePointer pointer) throws IOException {
    StoredNetwork network = open.network(pointer.network());
    BatchView view = open.view(new RunId(pointer.run()));
    LocalCalendar calendar = network.network().calendar();
    Map<String, SegmentProfile> profiles = new HashMap<>();
    for (com.trafficprediction.schemas.SegmentProfile record : view.listProfiles()) {
      profiles.put(
          record.getSegmentId(),
          new SegmentProfile(
              record.getSegmentId(),
              record.getFittedThrough().toEpochMilli(),
              ProfileRecords.toSums(record),
              calendar));
    }
    LiveRun before = live;
    @Nullable ServedModels kept = before == null ? null : before.models().orElse(null);
    try {
      RunId run = new RunId(pointer.model());
      ServedModels models =
          kept != null && kept.run().equals(run)
              ? kept
              : ServedModels.load(open.bundle(run), run, network.network().capabilities());
      requireSameData(models, network);
      return new LiveRun(network, profiles, pointer, view, models, "");
    } catch (IOException e) {
      String problem = "the models of " + pointer.model() + " are not used: " + reason(e);
      boolean usable = kept != null && kept.dataset().equals(network.network().dataset());
      LOG.warn("{}{}", problem, usable ? "; the ones before stay" : "");
      return new LiveRun(network, profiles, pointer, view, usable ? kept : null, problem);
    }
  }

  private static void requireSameData(ServedModels models, StoredNetwork network)
      throws IOException {
    if (!models.dataset().equals(network.network().dataset())) {
      throw new IOException(
          "they learnt from data set "
              + models.dataset()
              + ", the live network is of "
              + network.network().dataset());
    }
  }

  private void swap(Optional<LiveRun> next) {
    LiveRun before = live;
    if (next.isEmpty() || (before != null && sameContent(before, next.get()))) {
      return;
    }
    live = next.get();
    LOG.info("live now: {}", next.get().version());
    listeners.forEach(listener -> listener.accept(next.get()));
  }

  private static boolean sameContent(LiveRun a, LiveRun b) {
    return a.pointer().equals(b.pointer())
        && a.network().hash().equals(b.network().hash())
        && Objects.equals(a.models().orElse(null), b.models().orElse(null))
        && a.modelProblem().equals(b.modelProblem());
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void close() throws IOException {
    poller.shutdownNow();
    ServingStorage open = storage;
    if (open != null) {
      open.close();
    }
  }
}
