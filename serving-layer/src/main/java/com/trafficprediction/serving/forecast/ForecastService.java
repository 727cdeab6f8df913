package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.accuracy.LiveAccuracy;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.RoadClock;
import com.trafficprediction.serving.latest.TopicFollower;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.merge.MergedWindow;
import com.trafficprediction.serving.merge.SpeedWindow;
import com.trafficprediction.serving.merge.ViewMerger;
import com.trafficprediction.serving.publishing.PredictionRecords;
import com.trafficprediction.storage.hbase.BatchView;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the recent windows of every segment and forecasts what is due. Runs on the thread that
 * reads the windows topic; what is live may be changed from any thread and is taken over between
 * two reads.
 */
public final class ForecastService
    implements TopicFollower.Receiver<com.trafficprediction.schemas.TrafficWindow> {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastService.class);

  /** Further behind than this, windows are caught up with before anything is forecast. */
  private static final long CAUGHT_UP = 5_000;

  private static final long HOUR_MILLIS = 3_600_000;

  private final LatestBoard board;
  private final LiveAccuracy accuracy;
  private final Outlet outlet;
  private final long graceNanos;
  private final boolean provisional;
  private final Clock clock;
  private final LongSupplier nanos;
  private final SpeedView speed;
  private final Map<String, Integer> partitionOf = new HashMap<>();
  private final Map<String, Made> lastMade = new HashMap<>();
  private final AtomicReference<@Nullable LiveRun> next = new AtomicReference<>();
  private volatile Status status = Status.NOTHING;
  private volatile RoadClock road = RoadClock.NONE;
  private @Nullable State state;

  /** Where forecasts go, and which of them. */
  public interface Outlet {
    /**
     * Whether this instance publishes a segment.
     *
     * @param partition partition of the windows topic that holds the segment; empty while unknown
     */
    boolean isOurs(Optional<Integer> partition);

    /**
     * Takes forecasts.
     *
     * @return false when they could not be published
     */
    boolean publish(List<TrafficPrediction> predictions);
  }

  /**
   * How it stands.
   *
   * @param segments segments of the network
   * @param warm segments with a window in the last hour of event time
   * @param newestOrigin end of the newest window; {@link Long#MIN_VALUE} before the first
   * @param forecasts forecasts published by this process
   * @param withoutProfile segments that cannot be forecast, because nothing is usual on them
   * @param lastMillis how long the last round of forecasts took
   * @param lastCount how many forecasts that round made
   * @param lastAt when, wall time, epoch milliseconds; 0 before the first
   */
  public record Status(
      int segments,
      int warm,
      long newestOrigin,
      long forecasts,
      int withoutProfile,
      double lastMillis,
      int lastCount,
      long lastAt) {
    static final Status NOTHING = new Status(0, 0, Long.MIN_VALUE, 0, 0, 0, 0, 0);
  }

  /** The last revision of a segment and horizon: the board learns of it a moment later. */
  private record Made(long originMillis, String model, long revision) {
    long revisionOf(Forecast forecast) {
      boolean same =
          originMillis == forecast.originMillis() && model.equals(forecast.modelVersion());
      return same ? revision : -1;
    }
  }

  /** All that belongs to one live run. */
  private static final class State {
    private final LiveRun live;
    private final NetworkRings rings;
    private final OriginPlan plan;
    private final @Nullable IntervalAdaptation adaptation;
    private int withoutProfile;

    State(LiveRun live, long graceNanos, boolean provisional) {
      this.live = live;
      this.rings = new NetworkRings(live.network(), live.profiles());
      this.plan =
          new OriginPlan(live.network().network().segments().size(), graceNanos, provisional);
      this.adaptation = live.models().map(IntervalAdaptation::new).orElse(null);
    }

    Network network() {
      return live.network().network();
    }

    long watermark() {
      return live.pointer().map(p -> p.watermark().toEpochMilli()).orElse(Long.MIN_VALUE);
    }
  }

  /**
   * @param speed filled with the windows that are read
   * @param graceNanos how long a segment waits for windows of others
   * @param provisional whether open windows are forecast from
   * @param nanos a monotonic clock, as {@link System#nanoTime}
   */
  public ForecastService(
      SpeedView speed,
      LatestBoard board,
      LiveAccuracy accuracy,
      Outlet outlet,
      long graceNanos,
      boolean provisional,
      Clock clock,
      LongSupplier nanos) {
    this.speed = speed;
    this.board = board;
    this.accuracy = accuracy;
    this.outlet = outlet;
    this.graceNanos = graceNanos;
    this.provisional = provisional;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** What is live from now on. Thread-safe. */
  public void setLive(LiveRun live) {
    next.set(live);
  }

  /** The same is live, read by another connection: of use where it is still waited for. */
  public void reconnected(LiveRun live) {
    next.getAndUpdate(waiting -> waiting == null ? null : live);
  }

  /** How it stands. Thread-safe. */
  public Status status() {
    return status;
  }

  /** How the road's time runs. Thread-safe. */
  public RoadClock road() {
    return road;
  }

  @Override
  public void started(Map<Integer, Long> positions) {
    LOG.info("windows are read from {}", positions);
  }

  @Override
  public void received(
      List<Received<com.trafficprediction.schemas.TrafficWindow>> records, OptionalLong lag) {
    takeOver();
    for (Received<com.trafficprediction.schemas.TrafficWindow> record : records) {
      partitionOf.put(record.value().getSegmentId(), record.partition());
      SpeedWindow window = SpeedWindow.of(record.value());
      keepTime(window, record.appendedAtMillis());
      take(window);
    }
    State now = state;
    if (now != null && lag.orElse(Long.MAX_VALUE) <= CAUGHT_UP) {
      forecast(now);
    }
  }

  /** Of what is forecast from alone, so that each origin is known with its time. */
  private void keepTime(SpeedWindow window, long atMillis) {
    String segment = window.window().segmentId();
    State now = state;
    if ((provisional || !window.open()) && (now == null || now.network().contains(segment))) {
      long end = window.window().startMillis() + Windows.MILLIS;
      road = road.with(new RoadClock.Seen(segment, end, atMillis));
    }
  }

  private void take(SpeedWindow window) {
    if (!speed.put(window)) {
      return;
    }
    if (!window.open()) {
      accuracy.observed(window.window());
    }
    State now = state;
    if (now == null
        || !now.network().contains(window.window().segmentId())
        || !ViewMerger.isSpeeds(window.window(), now.watermark())) {
      return;
    }
    TrafficWindow fresh = window.window();
    int segment = now.network().indexOf(fresh.segmentId());
    now.rings.put(segment, fresh.startMillis(), fresh.sums());
    now.plan.seen(segment, fresh.startMillis(), window.open(), nanos.getAsLong());
    if (!window.open()) {
      adapt(now, fresh);
    }
  }

  /** Tells the intervals how they did, where the outcome is of the model that is live. */
  private void adapt(State now, TrafficWindow observed) {
    double speedKmh = observed.sums().speedKmh();
    ServedModels models = now.live.models().orElse(null);
    if (now.adaptation == null || models == null || Double.isNaN(speedKmh)) {
      return;
    }
    for (Horizon horizon : Horizon.values()) {
      long origin = observed.startMillis() - horizon.targetStart(0);
      accuracy
          .findInterval(observed.segmentId(), horizon, origin, models.version(horizon))
          .ifPresent(
              interval -> now.adaptation.outcome(horizon, origin, interval.contains(speedKmh)));
    }
  }

  /** Takes over what became live: its windows up to the watermark, ours after it. */
  private void takeOver() {
    LiveRun live = next.getAndSet(null);
    if (live == null) {
      return;
    }
    State fresh = new State(live, graceNanos, provisional);
    boolean taken = false;
    try {
      bootstrap(fresh);
      state = fresh;
      road = road.keepOnly(fresh.network()::contains);
      taken = true;
      LOG.info(
          "windows of {} of {} segments are known",
          fresh.plan.segmentsSince(Long.MIN_VALUE),
          fresh.network().segments().size());
    } catch (IOException e) {
      LOG.warn("the windows of {} cannot be read; trying again", live.version(), e);
    } finally {
      if (!taken) {
        next.compareAndSet(null, live);
      }
    }
  }

  private void bootstrap(State fresh) throws IOException {
    Optional<BatchView> view = fresh.live.view();
    Instant from =
        Instant.ofEpochMilli(
            Math.max(0, fresh.watermark()) - NetworkRings.WINDOWS * Windows.MILLIS);
    Instant until = Instant.ofEpochMilli(Math.max(0, fresh.watermark()));
    for (Segment segment : fresh.network().segments()) {
      List<TrafficWindow> batch =
          view.isPresent()
              ? view.get().listWindows(segment.id(), from, until)
              : List.<TrafficWindow>of();
      for (MergedWindow merged :
          ViewMerger.merge(batch, speed.list(segment.id()), fresh.watermark())) {
        int index = fresh.network().indexOf(segment.id());
        TrafficWindow window = merged.window();
        fresh.rings.put(index, window.startMillis(), window.sums());
        fresh.plan.seen(index, window.startMillis(), merged.open(), nanos.getAsLong());
      }
    }
  }

  private void forecast(State now) {
    ServedModels models = now.live.models().orElse(null);
    IntervalAdaptation adaptation = now.adaptation;
    long started = nanos.getAsLong();
    List<OriginPlan.Due> due = List.of();
    List<TrafficPrediction> published = new ArrayList<>();
    if (models != null && adaptation != null) {
      due = ours(now, now.plan.due(started, now.watermark()));
      Map<Boolean, List<Forecaster.Input>> inputs = inputs(now, due, started);
      for (Map.Entry<Boolean, List<Forecaster.Input>> part : inputs.entrySet()) {
        published.addAll(publishable(now, models, adaptation, part.getValue(), part.getKey()));
      }
    }
    if (!published.isEmpty() && !outlet.publish(published)) {
      due.forEach(now.plan::again);
      published.clear();
    }
    report(now, published.size(), (nanos.getAsLong() - started) / 1e6);
  }

  /**
   * What this instance publishes. The rest stays due, so that an instance that takes over makes at
   * once what its predecessor did not.
   */
  private List<OriginPlan.Due> ours(State now, List<OriginPlan.Due> due) {
    return due.stream().filter(one -> isOurs(now, one.segment())).toList();
  }

  /** The rows of what is due and new, by whether they rest on an open window. */
  private Map<Boolean, List<Forecaster.Input>> inputs(
      State now, List<OriginPlan.Due> due, long started) {
    // Windows that are over come first: what rests on an open one then stands in their place.
    Map<Boolean, List<Forecaster.Input>> inputs = new TreeMap<>();
    int withoutProfile = 0;
    float[] row = new float[FeatureCatalog.features().size()];
    for (OriginPlan.Due one : due) {
      boolean usable = now.rings.extract(one.segment(), one.originMillis(), row);
      withoutProfile += usable ? 0 : 1;
      boolean news = now.plan.isNews(one, row, started);
      if (usable && news) {
        inputs
            .computeIfAbsent(one.open(), k -> new ArrayList<>())
            .add(new Forecaster.Input(one.segment(), one.originMillis(), row.clone()));
      }
    }
    now.withoutProfile = due.isEmpty() ? now.withoutProfile : withoutProfile;
    return inputs;
  }

  private boolean isOurs(State now, int segment) {
    String id = now.network().segments().get(segment).id();
    return outlet.isOurs(Optional.ofNullable(partitionOf.get(id)));
  }

  private List<TrafficPrediction> publishable(
      State now,
      ServedModels models,
      IntervalAdaptation adaptation,
      List<Forecaster.Input> inputs,
      boolean open) {
    long started = nanos.getAsLong();
    long newest = inputs.stream().mapToLong(Forecaster.Input::originMillis).max().orElse(0);
    List<Forecast> forecasts =
        Forecaster.forecast(
            models, now.rings, inputs, horizon -> adaptation.alphaAt(horizon, newest));
    double each = (nanos.getAsLong() - started) / 1e6 / Math.max(1, forecasts.size());
    Instant time = clock.instant();
    List<TrafficPrediction> records = new ArrayList<>(forecasts.size());
    for (Forecast forecast : forecasts) {
      Segment segment = now.network().segments().get(forecast.segment());
      records.add(
          PredictionRecords.of(
              forecast, segment, revision(segment.id(), forecast), open, each, time));
    }
    return records;
  }

  /** One more than what is published of the same segment, origin, horizon and model. */
  private long revision(String segment, Forecast forecast) {
    long published =
        board
            .find(segment, forecast.horizon())
            .filter(
                before ->
                    before.getTimestamp().toEpochMilli() == forecast.originMillis()
                        && before.getModelVersion().equals(forecast.modelVersion()))
            .map(TrafficPrediction::getRevision)
            .orElse(-1L);
    String key = segment + '|' + forecast.horizon().key();
    Made made = lastMade.get(key);
    long known = made == null ? -1 : made.revisionOf(forecast);
    long revision = 1 + Math.max(published, known);
    lastMade.put(key, new Made(forecast.originMillis(), forecast.modelVersion(), revision));
    return revision;
  }

  private void report(State now, int made, double millis) {
    Status before = status;
    long newest = now.plan.newestOrigin();
    status =
        new Status(
            now.network().segments().size(),
            newest == Long.MIN_VALUE ? 0 : now.plan.segmentsSince(newest - HOUR_MILLIS),
            newest,
            before.forecasts() + made,
            now.withoutProfile,
            made == 0 ? before.lastMillis() : millis,
            made == 0 ? before.lastCount() : made,
            made == 0 ? before.lastAt() : clock.millis());
  }
}
