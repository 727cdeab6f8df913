package com.trafficprediction.serving.health;

import com.trafficprediction.serving.health.ComponentHealth.State;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Asks every part how it is. Thread-safe once put together. */
public final class HealthReport {
  private final String instance;
  private final String version;
  private final Clock clock;
  private final Map<String, Supplier<ComponentHealth>> parts = new LinkedHashMap<>();

  public HealthReport(String instance, String version, Clock clock) {
    this.instance = instance;
    this.version = version;
    this.clock = clock;
  }

  /** Adds a part; before the first question. */
  public void add(String name, Supplier<ComponentHealth> part) {
    parts.put(name, part);
  }

  /**
   * The answer of {@code /api/health}.
   *
   * @param status {@code ready}: every part is up; {@code degraded}: it answers, with less; {@code
   *     unready}: a required part is not up
   * @param ready whether it can answer at all
   * @param instance name of this process
   * @param version release
   * @param time wall time, epoch milliseconds
   * @param components the parts by name
   */
  public record Body(
      String status,
      boolean ready,
      String instance,
      String version,
      long time,
      Map<String, Component> components) {}

  /** A part as it is written. */
  public record Component(
      String state, boolean required, String reason, Map<String, Object> details) {}

  /** Asks. */
  public Body ask() {
    Map<String, Component> components = new LinkedHashMap<>();
    boolean ready = true;
    boolean whole = true;
    for (Map.Entry<String, Supplier<ComponentHealth>> part : parts.entrySet()) {
      ComponentHealth health = part.getValue().get();
      boolean up = health.state() == State.UP;
      ready &= up || !health.required();
      whole &= up;
      components.put(
          part.getKey(),
          new Component(
              health.state().name().toLowerCase(Locale.ROOT),
              health.required(),
              health.reason(),
              health.details()));
    }
    String status = whole ? "ready" : ready ? "degraded" : "unready";
    return new Body(status, ready, instance, version, clock.millis(), components);
  }
}
