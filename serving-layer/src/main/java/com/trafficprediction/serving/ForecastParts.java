package com.trafficprediction.serving;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.serving.accuracy.LiveAccuracy;
import com.trafficprediction.serving.configuration.ServingConfiguration;
import com.trafficprediction.serving.events.StreamHub;
import com.trafficprediction.serving.forecast.ForecastService;
import com.trafficprediction.serving.forecast.ForecastState;
import com.trafficprediction.serving.forecast.SpeedView;
import com.trafficprediction.serving.health.ComponentHealth;
import com.trafficprediction.serving.health.ComponentHealth.State;
import com.trafficprediction.serving.health.HealthReport;
import com.trafficprediction.serving.ingest.EventIngest;
import com.trafficprediction.serving.latest.Kind;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.RoadClock;
import com.trafficprediction.serving.latest.TopicFollower;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.live.StoreState;
import com.trafficprediction.serving.metrics.ServingMetrics;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.publishing.KafkaOutlet;
import com.trafficprediction.serving.publishing.PredictionArchive;
import com.trafficprediction.serving.publishing.WorkShare;
import com.trafficprediction.serving.running.Breakdown;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Everything that needs Kafka, put together. */
final class ForecastParts implements AutoCloseable {
  /** How far back topics are read at the start: what is older says nothing about now. */
  private static final Duration LOOK_BACK = Duration.ofHours(12);

  /** Incidents are few, and an operator asks for the last days'. */
  private static final Duration INCIDENTS_LOOK_BACK = Topic.INCIDENTS.retention();

  /**
   * Of all segments, how many have windows once it is warm. A few silent detectors are a matter of
   * detector health: their segments are forecast from neighbours and profile.
   */
  private static final double WARM_SHARE = 0.9;

  final LatestBoard board = new LatestBoard();
  final LiveAccuracy accuracy = new LiveAccuracy();
  final SpeedView speed = new SpeedView();
  final StreamHub hub;
  final ForecastService service;
  final KafkaOutlet outlet;
  final EventIngest ingest;

  private final LiveRunWatch watch;
  private final WorkShare share;
  private final PredictionArchive archive;
  private final TopicFollower<TrafficWindow> windows;
  private final TopicFollower<TrafficPrediction> predictions;
  private final TopicFollower<TrafficIncident> incidents;

  ForecastParts(
      ServingConfiguration configuration, KafkaSettings kafka, LiveRunWatch watch, Clock clock) {
    this.watch = watch;
    ServingConfiguration.Events events = configuration.events();
    ServingConfiguration.Forecasts forecast = configuration.forecast();
    hub =
        new StreamHub(
            board,
            this::road,
            new StreamHub.Settings(
                events.maxClients(),
                events.tickMillis(),
                events.heartbeatSeconds(),
                events.retryMillis()),
            this::trouble,
            clock,
            System::nanoTime);
    share = new WorkShare(kafka, configuration.instance(), clock);
    archive =
        new PredictionArchive(
            watch::findStorage, Duration.ofHours(forecast.retentionHours()), clock);
    outlet = new KafkaOutlet(kafka, share, archive);
    ingest = new EventIngest(kafka, clock);
    service =
        new ForecastService(
            speed,
            board,
            accuracy,
            outlet,
            TimeUnit.SECONDS.toNanos(forecast.graceSeconds()),
            forecast.provisional(),
            clock,
            System::nanoTime);
    watch.onChange(
        live -> {
          Set<String> segments =
              live.network().network().segments().stream()
                  .map(Segment::id)
                  .collect(Collectors.toSet());
          board.keepOnly(segments);
          accuracy.keepOnly(segments);
          service.setLive(live);
        });
    watch.onReconnect(service::reconnected);
    windows =
        new TopicFollower<>(
            kafka, Topic.AGGREGATES, TrafficWindow.class, LOOK_BACK, clock, service);
    predictions =
        TopicFollower.of(
            kafka,
            Topic.PREDICTIONS,
            TrafficPrediction.class,
            LOOK_BACK,
            clock,
            positions -> board.started(Kind.PREDICTION, positions),
            received -> {
              board.apply(received);
              accuracy.predicted(received.value());
            });
    incidents =
        TopicFollower.of(
            kafka,
            Topic.INCIDENTS,
            TrafficIncident.class,
            INCIDENTS_LOOK_BACK,
            clock,
            positions -> board.started(Kind.INCIDENT, positions),
            board::applyIncident);
  }

  void start(Breakdown breakdown) {
    share.start(breakdown);
    archive.start(breakdown);
    windows.start(breakdown);
    predictions.start(breakdown);
    incidents.start(breakdown);
    hub.start(breakdown);
  }

  /** How forecasting stands, stage by stage: the first one that is empty is the reason. */
  ForecastState state() {
    ForecastService.Status status = service.status();
    Optional<LiveRun> live = watch.find();
    Map<String, String> models = new TreeMap<>();
    live.flatMap(LiveRun::models)
        .ifPresent(
            served -> {
              for (Horizon horizon : Horizon.values()) {
                models.put(horizon.key(), served.version(horizon));
              }
            });
    Long watermark =
        live.flatMap(LiveRun::pointer).map(p -> p.watermark().toEpochMilli()).orElse(null);
    String reason = reason(status, live);
    boolean made = board.hasForecasts();
    String state = reason.isEmpty() ? "live" : made ? "warming" : "waiting";
    return new ForecastState(
        state,
        reason,
        status.warm(),
        status.segments(),
        status.newestOrigin() == Long.MIN_VALUE ? null : (Long) status.newestOrigin(),
        watermark,
        models);
  }

  /** How the road's time runs. */
  RoadClock road() {
    return service.road();
  }

  private String reason(ForecastService.Status status, Optional<LiveRun> live) {
    if (live.isEmpty()) {
      return "nothing is live: bin/traffic up, import, batch";
    }
    if (live.get().models().isEmpty()) {
      return "there is no model: " + live.get().modelProblem();
    }
    if (!windows.state().up()) {
      return "Kafka does not answer: " + windows.state().reason();
    }
    if (status.newestOrigin() == Long.MIN_VALUE) {
      return "no window is known yet: bin/traffic speed and bin/traffic replay make them";
    }
    if (status.warm() < WARM_SHARE * status.segments()) {
      return "%d of %d segments have windows of the last hour"
          .formatted(status.warm(), status.segments());
    }
    return "";
  }

  /** Why event streams get nothing new; empty while they do. */
  private Optional<ApiProblem> trouble() {
    StoreState state = predictions.state();
    return state.up()
        ? Optional.empty()
        : Optional.of(
            ApiProblem.unavailable(
                "kafka-down",
                "No news arrive: Kafka does not answer (" + state.reason() + ")",
                "Wait: what is shown is the last that was known, and this stream goes on by"
                    + " itself; /api/health says what is down"));
  }

  void addTo(HealthReport health) {
    health.add("kafka", () -> kafka(windows.state()));
    health.add("forecasts", this::forecasts);
    health.add("predictions", () -> follower(predictions, "traffic-predictions"));
    health.add("incidents", () -> follower(incidents, "traffic-incidents"));
    health.add(
        "work_share",
        () ->
            share.state().up()
                ? ComponentHealth.up(false, Map.of("partitions", List.copyOf(share.partitions())))
                : new ComponentHealth(State.DOWN, false, share.state().reason(), Map.of()));
    health.add(
        "prediction_archive",
        () ->
            archive.state().up()
                ? ComponentHealth.up(false, Map.of("written", archive.written()))
                : new ComponentHealth(
                    State.DOWN,
                    false,
                    archive.state().reason(),
                    Map.of("dropped", archive.dropped())));
    health.add("events", () -> ComponentHealth.up(false, Map.of("clients", hub.clients())));
  }

  private static ComponentHealth kafka(StoreState state) {
    return state.up()
        ? ComponentHealth.up(false, Map.of("since", state.since().toEpochMilli()))
        : new ComponentHealth(
            State.DOWN, false, state.reason(), Map.of("since", state.since().toEpochMilli()));
  }

  private static ComponentHealth follower(TopicFollower<?> follower, String topic) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("topic", topic);
    follower.lag().ifPresent(lag -> details.put("lag", lag));
    return follower.state().up()
        ? ComponentHealth.up(false, details)
        : new ComponentHealth(State.DOWN, false, follower.state().reason(), details);
  }

  private ComponentHealth forecasts() {
    ForecastState state = state();
    ForecastService.Status status = service.status();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("warm_segments", status.warm());
    details.put("segments", status.segments());
    details.put("silent_segments", status.segments() - status.warm());
    details.put("without_profile", status.withoutProfile());
    details.put("published", status.forecasts());
    details.put("not_published", outlet.failed());
    details.put("last_round_ms", status.lastMillis());
    details.put("last_round_forecasts", status.lastCount());
    windows.lag().ifPresent(lag -> details.put("lag", lag));
    if (state.newestOrigin() != null) {
      details.put("newest_origin", state.newestOrigin());
    }
    return switch (state.state()) {
      case "live" -> ComponentHealth.up(false, details);
      case "warming" -> new ComponentHealth(State.WARMING, false, state.reason(), details);
      default -> new ComponentHealth(State.MISSING, false, state.reason(), details);
    };
  }

  void addTo(ServingMetrics metrics) {
    metrics.counter(
        "traffic_serving_forecasts_total",
        "Forecasts published by this instance",
        () -> service.status().forecasts());
    metrics.gauge(
        "traffic_serving_forecast_round_seconds",
        "How long the last round of forecasts took",
        () -> service.status().lastMillis() / 1e3);
    metrics.gauge(
        "traffic_serving_segments_warm",
        "Segments with a window in the last hour of event time",
        () -> service.status().warm());
    metrics.gauge(
        "traffic_serving_newest_origin_timestamp_seconds",
        "End of the newest window, event time",
        () -> newestOriginSeconds());
    metrics.gauge(
        "traffic_serving_run_published_timestamp_seconds",
        "When the live run was published, wall time",
        () -> publishedSeconds());
    metrics.gauge(
        "traffic_serving_windows_lag_records",
        "Records of windows behind the end of the topic",
        () -> windows.lag().orElse(0));
    metrics.gauge("traffic_serving_event_clients", "Open event streams", () -> hub.clients());
    metrics.counter(
        "traffic_serving_archive_dropped_total",
        "Forecasts that did not reach HBase",
        archive::dropped);
    metrics.scores(accuracy::scores);
  }

  private double publishedSeconds() {
    return watch
        .find()
        .flatMap(LiveRun::pointer)
        .map(pointer -> pointer.publishedAt().toEpochMilli() / 1e3)
        .orElse(Double.NaN);
  }

  private double newestOriginSeconds() {
    long newest = service.status().newestOrigin();
    return newest == Long.MIN_VALUE ? Double.NaN : newest / 1e3;
  }

  @Override
  public void close() {
    hub.close();
    windows.close();
    predictions.close();
    incidents.close();
    share.close();
    outlet.close();
    ingest.close();
    archive.close();
  }
}
