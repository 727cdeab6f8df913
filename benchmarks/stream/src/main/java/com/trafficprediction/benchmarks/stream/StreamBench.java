package com.trafficprediction.benchmarks.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench stream}: from traffic-raw to windows in HBase. */
@Command(
    name = "stream",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Events per second from traffic-raw to windows in HBase, exactly once.",
    footer = {
      "",
      "Starts a stack of its own for each contender; the one of bin/traffic up is left alone, and",
      "should be down: both would share the cores."
    })
public final class StreamBench implements Callable<Integer> {
  private static final int EVENTS = 1_500_000;
  private static final int QUICK_EVENTS = 300_000;

  @Option(names = "--quick", description = "Fewer events; no claim is made.")
  private boolean quick;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int events = EVENTS;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CONTENDER",
      description = "Run these alone: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Contender> only = List.of(Contender.values());

  @Option(
      names = "--jvm",
      split = " ",
      paramLabel = "OPTIONS",
      description = "JVM options of each contender. Default: ${DEFAULT-VALUE}.")
  private List<String> jvm = List.of("-Xmx1g", "-XX:+UseSerialGC");

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Feed feed = Feed.ofAtLeast(quick ? QUICK_EVENTS : events);
    List<Measured> results = new ArrayList<>();
    for (Contender contender : only) {
      Path directory = Files.createTempDirectory("traffic-bench");
      Measured measured = new StreamRun(feed, contender, jvm, directory).run();
      System.err.printf(
          "%s: %,.0f events/s, cpu-s per million: %.1f own, %.1f daemons%n",
          measured.label(),
          measured.eventsPerSecond(),
          measured.ownCpuPerMillion(),
          measured.daemonCpuPerMillion());
      results.add(measured);
    }
    return results.isEmpty() ? 1 : 0;
  }
}
