package com.trafficprediction.speed.monitoring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What {@code /metrics} answers, for tests of who counts. */
public final class MetricsText {
  private MetricsText() {}

  /** All of it, in Prometheus' text format. */
  public static String of(SpeedMetrics metrics) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    metrics.writeTo(text);
    return text.toString(StandardCharsets.UTF_8);
  }
}
