package com.trafficprediction.serving.metrics;

import com.trafficprediction.serving.accuracy.Score;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Metrics that are asked for when they are scraped. Thread-safe once put together. */
public final class ServingMetrics extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient PrometheusRegistry registry = new PrometheusRegistry();

  /** Adds something that goes up and down. */
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /** Adds something that only grows. */
  public void counter(String name, String help, DoubleSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /** Adds the live scores. */
  public void scores(Supplier<List<Score>> scores) {
    score("live_mae_kmh", "Mean absolute error in the last day", scores, Score::mae);
    score(
        "live_persistence_mae_kmh",
        "Mean absolute error of no change, where it is known",
        scores,
        Score::persistenceMae);
    score("live_coverage_ratio", "Outcomes inside the 90 % interval", scores, Score::coverage);
    score("live_scored", "Forecasts scored in the last day", scores, Score::n);
  }

  private void score(
      String name, String help, Supplier<List<Score>> scores, ToDoubleFunction<Score> value) {
    GaugeWithCallback.builder()
        .name("traffic_serving_" + name)
        .help(help)
        .labelNames("model", "horizon")
        .callback(
            callback ->
                scores
                    .get()
                    .forEach(
                        score ->
                            callback.call(
                                value.applyAsDouble(score),
                                score.modelVersion(),
                                Integer.toString(score.horizonMinutes()))))
        .register(registry);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    writeTo(response.getOutputStream());
  }

  /** Writes all of them in Prometheus' text format. */
  public void writeTo(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
  }
}
