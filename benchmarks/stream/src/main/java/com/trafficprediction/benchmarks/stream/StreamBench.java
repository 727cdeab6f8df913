package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench stream}: from traffic-raw to windows in HBase. */
@Command(
    name = "stream",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "From traffic-raw to windows in HBase, exactly once: events per second, cpu time and"
            + " latency, beside Kafka Streams doing the same job.",
    footer = {
      "",
      "Contenders take turns; each run starts a stack of its own and compares every window. The"
          + " one",
      "of bin/traffic up is left alone, and should be down: both would share the cores. Latency is",
      "measured at shares of the slower one's throughput, the same rates for both.",
      "About 16 minutes on 2 cores; --quick about 3."
    })
public final class StreamBench implements Callable<Integer> {
  /** Half a minute of work: over 13 seconds the just-in-time compiler was a third of the cost. */
  private static final int EVENTS = 6_000_000;

  private static final int QUICK_EVENTS = 300_000;
  private static final int ROUNDS = 3;
  private static final List<Double> LOADS = List.of(0.2, 0.5, 0.8);
  private static final Duration LENGTH = Duration.ofSeconds(20);
  private static final Duration QUICK_LENGTH = Duration.ofSeconds(6);

  @Option(names = "--quick", description = "One round, fewer events; no claim is made.")
  private boolean quick;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "How many make the backlog. Default: 6000000, with --quick 300000.")
  private int events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Runs of each contender. Default: 3, with --quick 1.")
  private int rounds;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CONTENDER",
      description = "Run these alone: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Contender> only = List.of(Contender.values());

  @Option(names = "--no-latency", description = "Measure the throughput alone.")
  private boolean noLatency;

  @Option(
      names = "--jvm",
      split = " ",
      paramLabel = "OPTIONS",
      description = "JVM options of each contender. Default: ${DEFAULT-VALUE}.")
  private List<String> jvm = List.of("-Xmx1g", "-XX:+UseSerialGC");

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Keep the figures below this directory and write its benchmarks.md anew.")
  private @Nullable Path docs;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    if (events == 0) {
      events = quick ? QUICK_EVENTS : EVENTS;
    }
    if (rounds == 0) {
      rounds = quick ? 1 : ROUNDS;
    }
    Map<Contender, List<Measured>> throughput = throughput();
    Map<String, List<Latency>> latency = noLatency ? Map.of() : latency(throughput);
    String table = StreamTable.of(throughput, latency);
    System.out.println(table);
    boolean whole = throughput.keySet().containsAll(List.of(Contender.values())) && !noLatency;
    if (docs != null && whole) {
      Report.keep(
          docs,
          Result.here(
              "stream",
              "synthetic",
              StreamTable.title(events, rounds),
              quick || events < EVENTS || rounds < ROUNDS,
              table,
              findings(throughput)));
    }
    return 0;
  }

  /** Who comes first changes from round to round. */
  private List<Contender> inTurn(int round) {
    List<Contender> order = new ArrayList<>(only);
    if (round % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  private static List<Finding> findings(Map<Contender, List<Measured>> throughput) {
    double ours =
        StreamTable.median(
            throughput.getOrDefault(Contender.OURS, List.of()), Measured::eventsPerSecond);
    double peer =
        StreamTable.median(
            throughput.getOrDefault(Contender.KAFKA_STREAMS, List.of()), Measured::eventsPerSecond);
    return List.of(
        new Finding(Target.STREAM_PEER, ours / peer), new Finding(Target.STREAM_RATE, ours));
  }

  private Map<Contender, List<Measured>> throughput()
      throws IOException, InterruptedException, ExecutionException {
    Feed feed = Feed.ofAtLeast(events);
    Map<Contender, List<Measured>> results = new EnumMap<>(Contender.class);
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : inTurn(round)) {
        Measured measured = new StreamRun(feed, contender, jvm).run();
        System.err.printf(
            "round %d of %d, %s: %,.0f events/s, cpu-s per million: %.1f own, %.1f daemons%n",
            round,
            rounds,
            contender.label(),
            measured.eventsPerSecond(),
            measured.ownCpuPerMillion(),
            measured.daemonCpuPerMillion());
        results.computeIfAbsent(contender, c -> new ArrayList<>()).add(measured);
      }
    }
    return results;
  }

  /** By contender and how often it commits. */
  private Map<String, List<Latency>> latency(Map<Contender, List<Measured>> throughput)
      throws IOException, InterruptedException {
    double slowest =
        throughput.values().stream()
            .mapToDouble(runs -> StreamTable.median(runs, Measured::eventsPerSecond))
            .min()
            .orElseThrow();
    List<Double> rates = LOADS.stream().map(load -> load * slowest).toList();
    Map<String, List<Latency>> results = new LinkedHashMap<>();
    for (Contender contender : throughput.keySet()) {
      for (Duration commit : contender.commits()) {
        String label = contender.label() + ", commits every " + commit.toMillis() + " ms";
        List<Latency> found =
            new LatencyRun(contender, commit, jvm, quick ? QUICK_LENGTH : LENGTH).run(rates);
        for (Latency at : found) {
          System.err.printf(
              "%s, at %,.0f events/s: p50 %.0f ms, p99 %.0f ms%n",
              label, at.eventsPerSecond(), at.p50(), at.p99());
        }
        results.put(label, found);
      }
    }
    return results;
  }
}
