package com.trafficprediction.benchmarks.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Median;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.Target;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.util.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench start}: from a command to a stack, and to a demo, that answers. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "How long the stack and the demo take to start, and the memory of each daemon.",
    footer = {
      "",
      "Everything happens in a directory and on ports of its own. A first start formats the file",
      "system and makes everything new; a later one finds it. What the operating system has read",
      "before stays in its cache. The demo is the synthetic one; that forecasts reach an event",
      "stream and the page is checked each time."
    })
public final class StartBench extends Configured implements Tool, Callable<Integer> {
  private static final int ROUNDS = 3;

  /** A single start may be an exception. */
  private static final int LEAST_ROUNDS = 2;

  private static final Duration DOWN = Duration.ofMinutes(2);
  private static final double MEGABYTES_PER_MEBIBYTE = (1 << 20) / 1e6;
  private static final String FIRST = "stack, first start, s";
  private static final String LATER = "stack, later start, s";
  private static final String STOP = "stack, stop, s";
  private static final String DEMO = "demo to a live dashboard, s";
  private static final Pattern LIVE = Pattern.compile("live after (\\d+) s");

  @Option(names = "--quick", description = "Once, and without the demo.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often; once makes no claim. Default: 3, with --quick 1.")
  private int rounds;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "4700",
      description = "Added to every port. Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The checkout. Default: where bin/traffic is.")
  private Path root = Path.of(System.getProperty("traffic.root", "."));

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Keep the figures below this directory and write its benchmarks.md anew.")
  private @Nullable Path docs;

  private final Map<String, List<Double>> figures = new LinkedHashMap<>();
  private final ChildProcess child = new ChildProcess();
  private @Nullable Path home;

  @Override
  public int run(String[] args) {
    return Commands.execute(this, args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    // Daemons are detached: they would outlive an interrupted run.
    Runtime.getRuntime().addShutdownHook(new Thread(this::abandon, "leave-home"));
    int times = rounds > 0 ? rounds : quick ? 1 : ROUNDS;
    for (int round = 1; round <= times; round++) {
      inDirectory(this::stack);
      if (!quick) {
        inDirectory(this::demo);
      }
      figures.forEach((name, values) -> System.err.printf("%s: %s%n", name, values));
    }
    System.out.println(table());
    if (docs != null) {
      String title = "stack and demo, median of " + times + (times == 1 ? " run" : " runs");
      boolean noClaim = quick || times < LEAST_ROUNDS;
      Report.keep(docs, Result.here("start", "all", title, noClaim, table(), findings()));
    }
    return ExitCode.OK;
  }

  /** Something that is done in a home of its own. */
  private interface Scene {
    void play(Path home) throws IOException, InterruptedException;
  }

  private void inDirectory(Scene scene) throws IOException, InterruptedException {
    try {
      scene.play(enter());
    } finally {
      leave();
    }
  }

  private synchronized Path enter() throws IOException {
    Path entered = Files.createTempDirectory("traffic-bench");
    home = entered;
    return entered;
  }

  /** Stops what runs in the home and deletes it, unless that is done already. */
  private synchronized void leave() throws IOException, InterruptedException {
    Path left = home;
    if (left == null) {
      return;
    }
    home = null;
    Process down =
        process(left, List.of("down")).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (!down.waitFor(DOWN.toSeconds(), TimeUnit.SECONDS)) {
      down.destroy();
      System.err.println("bin/traffic down did not end; its home stays: " + left);
    } else if (down.exitValue() != 0) {
      // Its daemons may run, and are found by what is there.
      System.err.printf(
          "bin/traffic down failed (%d); TRAFFIC_HOME=%s bin/traffic down tries again%n",
          down.exitValue(), left);
    } else if (!FileUtil.fullyDelete(left.toFile())) {
      System.err.println("could not delete " + left);
    }
  }

  /** Does nothing after a run that came to its end. */
  private void abandon() {
    child.stop();
    try {
      leave();
    } catch (IOException e) {
      System.err.println("could not stop the stack: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stack(Path home) throws IOException, InterruptedException {
    add(FIRST, require(home, "up"));
    for (JsonNode daemon : status(home).path("daemons")) {
      if (daemon.path("resident_mib").isNumber()) {
        add(
            daemon.path("name").asText() + ", MB",
            daemon.path("resident_mib").asDouble() * MEGABYTES_PER_MEBIBYTE);
      }
    }
    add(STOP, require(home, "down"));
    add(LATER, require(home, "up"));
  }

  private void demo(Path home) throws IOException, InterruptedException {
    System.err.println("bin/traffic demo --check: some minutes");
    Path said = home.resolve("demo.txt");
    int exit =
        child.run(
            process(home, List.of("demo", "--check"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile()));
    if (exit != 0) {
      throw new IOException("bin/traffic demo ended with " + exit + ":\n" + Files.readString(said));
    }
    add(DEMO, secondsToLive(Files.readString(said)));
  }

  /** As the demo itself tells its user; what follows is the check alone. */
  private static double secondsToLive(String said) throws IOException {
    Matcher live = LIVE.matcher(said);
    if (!live.find()) {
      throw new IOException("bin/traffic demo does not say when it is live: " + said);
    }
    return Double.parseDouble(live.group(1));
  }

  private JsonNode status(Path home) throws IOException, InterruptedException {
    File answer = home.resolve("status.json").toFile();
    child.run(process(home, List.of("status", "--json")).redirectOutput(answer));
    return new ObjectMapper().readTree(answer);
  }

  /** Runs a verb, which must succeed; returns the seconds it took. */
  private double require(Path home, String... verb) throws IOException, InterruptedException {
    long started = System.nanoTime();
    int exit = traffic(home, verb);
    if (exit != 0) {
      throw new IOException(
          "bin/traffic "
              + String.join(" ", verb)
              + " ended with "
              + exit
              + "; its output is above");
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private int traffic(Path home, String... verb) throws IOException, InterruptedException {
    return child.run(process(home, List.of(verb)).redirectOutput(ProcessBuilder.Redirect.DISCARD));
  }

  private ProcessBuilder process(Path home, List<String> verb) {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("bin").resolve("traffic").toString());
    command.addAll(verb);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("TRAFFIC_HOME", home.toString());
    builder.environment().put("TRAFFIC_PORT_OFFSET", Integer.toString(portOffset));
    builder.environment().put("TRAFFIC_NO_BUILD", "1");
    return builder;
  }

  private void add(String name, double value) {
    figures.computeIfAbsent(name, k -> new ArrayList<>()).add(value);
  }

  private double[] sorted(String name) {
    return figures.getOrDefault(name, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private double median(String name) {
    return Median.of(Arrays.stream(sorted(name)));
  }

  private String table() {
    StringBuilder table = new StringBuilder("| what | runs | median | least | most |\n");
    table.append("| --- | --: | --: | --: | --: |\n");
    for (String name : figures.keySet()) {
      double[] sorted = sorted(name);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.1f | %.1f | %.1f |%n",
              name,
              sorted.length,
              median(name),
              sorted[0],
              sorted[sorted.length - 1]));
    }
    return table.toString();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(Target.START_STACK, median(FIRST)));
    if (figures.containsKey(DEMO)) {
      findings.add(new Finding(Target.START_DEMO, median(DEMO) / 60));
    }
    return findings;
  }
}
