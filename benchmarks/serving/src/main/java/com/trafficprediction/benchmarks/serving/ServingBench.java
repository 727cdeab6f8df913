package com.trafficprediction.benchmarks.serving;

import static java.util.Objects.requireNonNull;

import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Median;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench serving}: requests and event streams. */
@Command(
    name = "serving",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Requests per second, and how soon event streams have what changed.",
    footer = {
      "",
      "Starts a stack of its own; the one of bin/traffic up is left alone, and should be down:"
          + " both",
      "would share the cores. The clients run on the same cores; their share is part of the result."
    })
public final class ServingBench implements Callable<Integer> {
  private static final List<Integer> SWARMS = List.of(500, 2_000);
  private static final double PATIENCE_SECONDS = 60;
  private static final long ROUND_MILLIS = 5_000;

  @Option(names = "--quick", description = "Shorter and fewer runs; no claim is made.")
  private boolean quick;

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Keep the figures below this directory and write its benchmarks.md anew.")
  private @Nullable Path docs;

  @Option(names = "--json", paramLabel = "FILE", description = "Write every single run there, too.")
  private @Nullable Path json;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The checkout. Default: where bin/traffic is.")
  private Path root = Path.of(System.getProperty("traffic.root", "."));

  @Option(
      names = "--jvm",
      split = " ",
      paramLabel = "OPTIONS",
      description = "JVM options of the server. Default: ${DEFAULT-VALUE}.")
  private List<String> jvm = List.of("-Xmx768m");

  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    try (ServedStack stack = ServedStack.start(root);
        Rounds rounds = new Rounds(stack.kafka(), Clock.systemUTC())) {
      ServedStack.Server server = stack.serve("bench", jvm);
      rounds.publish();
      server.awaitForecasts();
      requests(server);
      latency(server, rounds);
      for (int clients : SWARMS) {
        fanOut(server, rounds, clients);
      }
      stack.done();
    }
    if (json != null) {
      Files.writeString(json, json());
    }
    System.err.println(table());
    if (docs != null) {
      Report.keep(
          docs,
          Result.here("serving", "all", "207 segments, 3 horizons", quick, table(), findings()));
    }
    return 0;
  }

  /**
   * One prediction and the whole snapshot, in turns with an answer that is always the same; in
   * every order, since each finds the garbage of the one before it.
   */
  private void requests(ServedStack.Server server) throws InterruptedException, ExecutionException {
    HttpLoad load = new HttpLoad(server.port());
    String one = "/api/predictions/" + Rounds.id(Rounds.SEGMENTS / 2);
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("constant", "/api/settings");
    paths.put("one prediction", one);
    paths.put("snapshot", "/api/predictions");
    double seconds = quick ? 2 : 5;
    for (String path : paths.values()) {
      var unused = load.requestsPerSecond(path, quick ? 4 : 10);
    }
    List<String> order = new ArrayList<>(paths.keySet());
    for (int run = 0; run < (quick ? 3 : 7); run++) {
      double server0 = server.cpuSeconds();
      double own0 = ownCpuSeconds();
      for (String what : order) {
        String path = requireNonNull(paths.get(what));
        add(what + ", requests/s", load.requestsPerSecond(path, seconds));
      }
      Collections.reverse(order);
      if (run % 2 == 1) {
        Collections.rotate(order, 1);
      }
      double own = ownCpuSeconds() - own0;
      add("requests, the clients' share of cpu", own / (own + server.cpuSeconds() - server0));
    }
  }

  /** From a forecast handed to Kafka's client to its event, with one client. */
  private void latency(ServedStack.Server server, Rounds rounds)
      throws IOException, InterruptedException {
    try (Swarm one = Swarm.connect(server.port(), 1, 0)) {
      for (int i = 0; i < (quick ? 50 : 400); i++) {
        one.expect(rounds.published() + 1);
        rounds.publishOne();
        double[] millis = one.await(PATIENCE_SECONDS);
        if (i >= 20) {
          add("one change, one client, ms", millis[0]);
        }
      }
    }
  }

  private void fanOut(ServedStack.Server server, Rounds rounds, int count)
      throws IOException, InterruptedException {
    try (Swarm swarm = Swarm.connect(server.port(), count, 0)) {
      swarm.expect(rounds.published());
      add(count + " clients, all have the first state, ms", last(swarm.await(PATIENCE_SECONDS)));
      List<Double> deliveries = new ArrayList<>();
      long first = System.nanoTime();
      for (int round = 0; round < (quick ? 4 : 24); round++) {
        long due = first + round * ROUND_MILLIS * 1_000_000;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        // A round that began late because the one before took so long: its clients waited.
        double late = (System.nanoTime() - due) / 1e6;
        double server0 = server.cpuSeconds();
        double own0 = ownCpuSeconds();
        long bytes = swarm.bytes();
        swarm.expect(rounds.published() + Rounds.FORECASTS);
        rounds.publish();
        double[] millis = swarm.await(PATIENCE_SECONDS);
        if (round >= (quick ? 1 : 4)) {
          Arrays.stream(millis).forEach(one -> deliveries.add(one + late));
          add(count + " clients, the last one of a round, ms", last(millis) + late);
          double own = ownCpuSeconds() - own0;
          double served = server.cpuSeconds() - server0;
          add(count + " clients, the server's cpu s per round", served);
          add(count + " clients, the clients' share of cpu", own / (own + served));
          add(count + " clients, kB per client and round", (swarm.bytes() - bytes) / 1e3 / count);
        }
      }
      if (swarm.lost() > 0) {
        throw new IOException(swarm.lost() + " clients were cut off");
      }
      double[] all = deliveries.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      add(count + " clients, p50 ms of all deliveries", at(all, 0.5));
      add(count + " clients, p99 ms of all deliveries", at(all, 0.99));
      add(count + " clients, the server's live MB", server.liveMegabytes());
    }
  }

  private static double last(double[] sorted) {
    return sorted[sorted.length - 1];
  }

  /** The nearest rank. */
  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static double ownCpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private void add(String name, double value) {
    figures.computeIfAbsent(name, k -> new ArrayList<>()).add(value);
  }

  private double median(String name) {
    return Median.of(Arrays.stream(sorted(name)));
  }

  private double[] sorted(String name) {
    return figures.getOrDefault(name, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private String table() {
    StringBuilder table = new StringBuilder("| what | runs | median | least | most |\n");
    table.append("| --- | --: | --: | --: | --: |\n");
    for (String name : figures.keySet()) {
      double[] sorted = sorted(name);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %s | %s |%n",
              name,
              sorted.length,
              shown(median(name)),
              shown(sorted[0]),
              shown(last(sorted))));
    }
    double one = median("one prediction, requests/s") / median("constant, requests/s");
    double[] single = sorted("one change, one client, ms");
    return table
        + String.format(
            Locale.ROOT,
            "%nOne prediction is asked for at **%.0f %%** of the rate of a constant answer"
                + " (`/api/settings`). One change: p50 %.0f ms, p99 %.0f ms.%n",
            one * 100,
            at(single, 0.5),
            at(single, 0.99));
  }

  private List<Finding> findings() {
    return List.of(
        new Finding(
            Target.REQUESTS, median("one prediction, requests/s") / median("constant, requests/s")),
        new Finding(Target.FAN_OUT, median("2000 clients, p99 ms of all deliveries")));
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
  }

  private String json() {
    StringBuilder text = new StringBuilder("{\n");
    text.append("  \"quick\": ").append(quick);
    figures.forEach(
        (name, values) ->
            text.append(",\n  \"")
                .append(name)
                .append("\": ")
                .append(Arrays.toString(values.toArray())));
    return text.append("\n}\n").toString();
  }
}
