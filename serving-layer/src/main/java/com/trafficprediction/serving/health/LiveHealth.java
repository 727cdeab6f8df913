package com.trafficprediction.serving.health;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.serving.forecast.ServedModels;
import com.trafficprediction.serving.health.ComponentHealth.State;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.live.StoreState;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Health of the stores and of what is live. */
public final class LiveHealth {
  private final LiveRunWatch watch;
  private final Clock clock;

  public LiveHealth(LiveRunWatch watch, Clock clock) {
    this.watch = watch;
    this.clock = clock;
  }

  /** Adds the parts. */
  public void addTo(HealthReport report) {
    report.add("hbase", () -> store(watch.hbase(), "Start it: bin/traffic up"));
    report.add("hdfs", () -> store(watch.hdfs(), "Start it: bin/traffic up"));
    report.add("network", this::network);
    report.add("batch_view", this::batchView);
    report.add("model", this::model);
  }

  private static ComponentHealth store(StoreState state, String remedy) {
    Map<String, Object> details = Map.of("since", state.since().toEpochMilli());
    return state.up()
        ? ComponentHealth.up(false, details)
        : new ComponentHealth(State.DOWN, false, state.reason() + ". " + remedy, details);
  }

  private ComponentHealth network() {
    Optional<LiveRun> live = watch.find();
    if (live.isEmpty()) {
      return new ComponentHealth(
          State.MISSING, true, "No network: bin/traffic import --dataset FILE", Map.of());
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("dataset", live.get().network().network().dataset());
    details.put("synthetic", live.get().network().network().synthetic());
    details.put("hash", live.get().network().hash());
    details.put("segments", live.get().network().network().segments().size());
    return ComponentHealth.up(true, details);
  }

  private ComponentHealth batchView() {
    return watch
        .find()
        .flatMap(LiveRun::pointer)
        .map(
            pointer -> {
              Map<String, Object> details = new LinkedHashMap<>();
              details.put("run", pointer.run());
              details.put("watermark", pointer.watermark().toEpochMilli());
              details.put("published_at", pointer.publishedAt().toEpochMilli());
              details.put(
                  "age_seconds",
                  Duration.between(pointer.publishedAt(), clock.instant()).toSeconds());
              return watch.runProblem().isEmpty()
                  ? ComponentHealth.up(false, details)
                  : new ComponentHealth(State.DOWN, false, watch.runProblem(), details);
            })
        .orElseGet(
            () ->
                new ComponentHealth(
                    State.MISSING, false, "No run was published: bin/traffic batch", Map.of()));
  }

  private ComponentHealth model() {
    Optional<LiveRun> live = watch.find();
    String problem = live.map(LiveRun::modelProblem).orElse("nothing is live yet");
    Optional<ServedModels> models = live.flatMap(LiveRun::models);
    Map<String, Object> details = new LinkedHashMap<>();
    models.ifPresent(
        m -> {
          details.put("run", m.run().value());
          for (Horizon horizon : Horizon.values()) {
            details.put("model_" + horizon.key(), m.version(horizon));
          }
        });
    if (problem.isEmpty()) {
      return ComponentHealth.up(false, details);
    }
    return new ComponentHealth(
        live.flatMap(LiveRun::pointer).isPresent() ? State.DOWN : State.MISSING,
        false,
        problem,
        details);
  }
}
