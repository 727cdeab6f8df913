package com.trafficprediction.benchmarks;

import java.math.BigDecimal;
import java.util.Locale;

/** What the system sets out to reach, in the order of the page of results. */
public enum Target {
  GATE_15(
      "forecast error over persistence's, 15 minutes, pems-orange-2022", Bound.AT_MOST, 0.89, ""),
  GATE_30("the same, 30 minutes", Bound.AT_MOST, 0.82, ""),
  GATE_60("the same, 60 minutes", Bound.AT_MOST, 0.70, ""),
  GATE_METR_15(
      "forecast error over persistence's, 15 minutes, metr-la-week", Bound.AT_MOST, 0.82, ""),
  GATE_METR_30("the same, 30 minutes", Bound.AT_MOST, 0.77, ""),
  GATE_METR_60("the same, 60 minutes", Bound.AT_MOST, 0.67, ""),
  PEER_ERROR("error over a tuned XGBoost's, every horizon", Bound.AT_MOST, 1.00, ""),
  PEER_CONGESTED("the same, congested readings alone", Bound.AT_MOST, 1.00, ""),
  PEER_TRAINING("cpu time of training over that XGBoost's", Bound.AT_MOST, 3, ""),
  COVERAGE_LEAST("what 90 % intervals cover, every horizon", Bound.AT_LEAST, 88.5, "%"),
  COVERAGE_MOST("the same, not more than", Bound.AT_MOST, 91.5, "%"),
  COVERAGE_CONGESTED("the same, congested readings alone", Bound.AT_LEAST, 80, "%"),
  RUN_MINUTES(
      "all jobs of a batch run of pems-orange-2022, import included", Bound.AT_MOST, 10, "min"),
  RUN_MEMORY("its memory", Bound.AT_MOST, 6, "GB"),
  BATCH_PEER(
      "windows, profiles and features: wall time over Spark local[2]'s, pems-orange-2022",
      Bound.AT_MOST,
      1.00,
      ""),
  STREAM_PEER(
      "validate and window into HBase: rate over that of Kafka Streams", Bound.AT_LEAST, 2, ""),
  STREAM_RATE("the same, events per second", Bound.AT_LEAST, 80_000, ""),
  EVENT_P50(
      "event accepted to its frame on an event stream, p50 (at 20 % load)",
      Bound.AT_MOST, 300, "ms"),
  EVENT_P99("the same, p99", Bound.AT_MOST, 1_000, "ms"),
  FORECAST("forecast of 207 segments, 3 horizons, one thread, p99", Bound.AT_MOST, 30, "ms"),
  REQUESTS("GET of one prediction: rate over that of a constant answer", Bound.AT_LEAST, 0.5, ""),
  FAN_OUT("2,000 event streams, an update each 5 s, p99 delivery", Bound.AT_MOST, 500, "ms"),
  START_STACK("embedded stack ready, first start", Bound.AT_MOST, 30, "s"),
  START_DEMO("demo from a built tree to a live dashboard", Bound.AT_MOST, 3, "min");

  private final String text;
  private final Bound bound;
  private final double limit;
  private final String unit;

  /** On which side of its limit a figure is good. */
  private enum Bound {
    AT_MOST,
    AT_LEAST
  }

  Target(String text, Bound bound, double limit, String unit) {
    this.text = text;
    this.bound = bound;
    this.limit = limit;
    this.unit = unit;
  }

  /** What is measured. */
  public String text() {
    return text;
  }

  /** The limit with its side and unit. */
  String limit() {
    String number = BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    return (bound == Bound.AT_MOST ? "≤ " : "≥ ") + withUnit(number);
  }

  /** True when a measured figure keeps the limit. */
  public boolean isMetBy(double measured) {
    return bound == Bound.AT_MOST ? measured <= limit : measured >= limit;
  }

  /** A figure with the target's unit. */
  String shown(double value) {
    String number =
        String.format(Locale.ROOT, value >= 1_000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.3f", value);
    return withUnit(number);
  }

  private String withUnit(String number) {
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
