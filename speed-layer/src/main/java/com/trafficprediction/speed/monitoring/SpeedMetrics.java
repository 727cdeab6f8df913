package com.trafficprediction.speed.monitoring;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** Every metric of the speed layer. Thread-safe. */
public final class SpeedMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter events =
      Counter.builder()
          .name("traffic_speed_events_total")
          .help("Records read, by stage")
          .labelNames("stage")
          .register(registry);
  private final Counter rejected =
      Counter.builder()
          .name("traffic_speed_rejected_total")
          .help("Reasons for which readings were rejected; a reading can have several")
          .labelNames("reason")
          .register(registry);
  private final Counter dropped =
      Counter.builder()
          .name("traffic_speed_dropped_total")
          .help(
              "Events that changed no window, by reason (of forgotten ones the windows are counted); they still reach HDFS")
          .labelNames("reason")
          .register(registry);
  private final Counter archived =
      Counter.builder()
          .name("traffic_speed_archived_total")
          .help("Events committed to the archive on HDFS")
          .register(registry);
  private final Counter late =
      Counter.builder()
          .name("traffic_speed_late_total")
          .help("Events that amended a window after it was final")
          .register(registry);
  private final Counter windows =
      Counter.builder()
          .name("traffic_speed_windows_total")
          .help("Windows written, by state")
          .labelNames("state")
          .register(registry);
  private final Counter incidents =
      Counter.builder()
          .name("traffic_speed_incidents_total")
          .help("Changes of incidents that were written, by the state they came to")
          .labelNames("state")
          .register(registry);
  private final Counter lateIncidentWindows =
      Counter.builder()
          .name("traffic_speed_incident_windows_late_total")
          .help("Windows, first versions or amended ones, that came after their road was judged")
          .register(registry);
  private final Gauge openIncidents =
      Gauge.builder()
          .name("traffic_speed_incidents_open")
          .help("Incidents that go on, on the roads that this instance publishes")
          .register(registry);
  private final Gauge lag =
      Gauge.builder()
          .name("traffic_speed_lag_records")
          .help("Records behind the end of the topic, by stage")
          .labelNames("stage")
          .register(registry);
  private final Gauge running =
      Gauge.builder()
          .name("traffic_speed_stage_running")
          .help("1 while a stage is at work, 0 while it waits or fails: /health says why")
          .labelNames("stage")
          .register(registry);
  private final Gauge openWindows =
      Gauge.builder()
          .name("traffic_speed_windows_kept")
          .help("Windows in memory: open, or still taking late events")
          .register(registry);
  private final Gauge watermarkDelay =
      Gauge.builder()
          .name("traffic_speed_watermark_delay_seconds")
          .help("Wall time since the event time of the newest event folded into a window")
          .register(registry);
  private final Histogram commit =
      Histogram.builder()
          .name("traffic_speed_commit_seconds")
          .help("How long a commit took, by stage")
          .labelNames("stage")
          .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
          .register(registry);

  /** Records that a stage read. */
  public void read(String stage, long count) {
    if (count > 0) {
      events.labelValues(stage).inc(count);
    }
  }

  /** A reason for which a reading was rejected. */
  public void rejected(String reason) {
    rejected.labelValues(reason).inc();
  }

  /**
   * An event that changed no window, or a window that is not published: {@code duplicate}, {@code
   * too_late}, {@code undecodable}, {@code forgotten}.
   */
  public void dropped(String reason, long count) {
    if (count > 0) {
      dropped.labelValues(reason).inc(count);
    }
  }

  /** Events that are in the archive now. */
  public void archived(long count) {
    archived.inc(count);
  }

  /** An event that amended a final window. */
  public void late() {
    late.inc();
  }

  /** A window that was written. */
  public void window(String state) {
    windows.labelValues(state).inc();
  }

  /** A change of an incident that was written. */
  public void incident(String state) {
    incidents.labelValues(state).inc();
  }

  /** A window that came after its road was judged. */
  public void incidentWindowLate() {
    lateIncidentWindows.inc();
  }

  /** Incidents that go on. */
  public void incidentsOpen(int count) {
    openIncidents.set((double) count);
  }

  /** How far a stage is behind. */
  public void lag(String stage, long records) {
    lag.labelValues(stage).set((double) records);
  }

  /** Whether a stage is at work: one that is not says nothing of its lag. */
  public void running(String stage, boolean running) {
    this.running.labelValues(stage).set(running ? 1.0 : 0.0);
  }

  /** Windows in memory. */
  public void windowsKept(long count) {
    openWindows.set((double) count);
  }

  /** How far event time is behind wall time. */
  public void watermarkDelay(double seconds) {
    watermarkDelay.set(seconds);
  }

  /** A commit. */
  public void committed(String stage, double seconds) {
    commit.labelValues(stage).observe(seconds);
  }

  /** Writes all of them in Prometheus' text format. */
  void writeTo(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
  }
}
