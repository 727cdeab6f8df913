package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.benchmarks.Median;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The results as Markdown: medians of all runs, with the least and the most of them. */
final class StreamTable {
  private StreamTable() {}

  static String title(int events, int rounds) {
    return format(
        "%,d readings of 1,000 segments, ten to a window, median of %d %s",
        events, rounds, rounds == 1 ? "run" : "runs");
  }

  static String of(Map<Contender, List<Measured>> throughput, Map<String, List<Latency>> latency) {
    StringBuilder text = new StringBuilder();
    text.append("Exactly once from `traffic-raw` (26 partitions) to windows in HBase; every window")
        .append(" compared with the feed after each run.\n\n")
        .append("| | events/s | cpu s per million, own | broker, HBase, HDFS | together |\n")
        .append("| --- | --: | --: | --: | --: |\n");
    throughput.forEach((contender, runs) -> text.append(row(contender, runs)));
    if (throughput.size() == Contender.values().length) {
      text.append(ratios(throughput));
    }
    List<Measured> all = throughput.values().stream().flatMap(List::stream).toList();
    text.append(
        format(
            "%nThe broker alone: one producer %,.0f events/s, one consumer that does nothing %,.0f"
                + " events/s.%n",
            median(all, Measured::producedPerSecond), median(all, Measured::consumedPerSecond)));
    if (!latency.isEmpty()) {
      text.append(latencies(latency));
    }
    return text.toString();
  }

  private static String row(Contender contender, List<Measured> runs) {
    return format(
        "| %s | %,.0f (%,.0f to %,.0f) | %.1f | %.1f | %.1f |%n",
        contender.label(),
        median(runs, Measured::eventsPerSecond),
        runs.stream().mapToDouble(Measured::eventsPerSecond).min().orElse(Double.NaN),
        runs.stream().mapToDouble(Measured::eventsPerSecond).max().orElse(Double.NaN),
        median(runs, Measured::ownCpuPerMillion),
        median(runs, Measured::daemonCpuPerMillion),
        median(runs, StreamTable::together));
  }

  private static String ratios(Map<Contender, List<Measured>> throughput) {
    return format(
        "| **ratio** | **%.2f** | **%.2f** | **%.2f** | **%.2f** |%n",
        ratio(throughput, Measured::eventsPerSecond),
        ratio(throughput, Measured::ownCpuPerMillion),
        ratio(throughput, Measured::daemonCpuPerMillion),
        ratio(throughput, StreamTable::together));
  }

  private static double together(Measured run) {
    return run.ownCpuPerMillion() + run.daemonCpuPerMillion();
  }

  private static double ratio(
      Map<Contender, List<Measured>> throughput, ToDoubleFunction<Measured> figure) {
    return median(throughput.getOrDefault(Contender.OURS, List.of()), figure)
        / median(throughput.getOrDefault(Contender.KAFKA_STREAMS, List.of()), figure);
  }

  private static String latencies(Map<String, List<Latency>> latency) {
    StringBuilder text = new StringBuilder();
    text.append("\nFrom the sending of a window's last reading until a reader of committed records")
        .append(
            " has the complete window, at 20, 50 and 80 % of the slower one's throughput, after a")
        .append(
            format(
                " warm-up. Kafka Streams commits every %d ms above, where fewer commits make it"
                    + " faster; here it has its own default, too:%n%n",
                StreamRun.COMMIT.toMillis()))
        .append("| | events/s | p50 ms | p95 ms | p99 ms |\n| --- | --: | --: | --: | --: |\n");
    latency.forEach(
        (label, loads) ->
            loads.forEach(
                at ->
                    text.append(
                        format(
                            "| %s | %,.0f | %.0f | %.0f | %.0f |%n",
                            label, at.eventsPerSecond(), at.p50(), at.p95(), at.p99()))));
    return text.toString();
  }

  static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
    return Median.of(runs.stream().mapToDouble(figure));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
