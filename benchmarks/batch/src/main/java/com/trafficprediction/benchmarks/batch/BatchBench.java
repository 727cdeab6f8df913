package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.SparkProcess;
import com.trafficprediction.benchmarks.Target;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.storage.layout.CommittedOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileUtil;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench batch}: raw events to feature rows, beside Spark or YARN. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Windows, profiles and feature rows with the batch layer's jobs on the local runner, beside"
            + " Spark computing the same columns from the same files, or the same jobs in YARN"
            + " containers.",
    footer = {
      "",
      "Both get two cores, the same heap and the same raw Parquet files, and write Parquet."
          + " Contenders take turns. After the first round every cell of both results is compared;"
          + " a",
      "difference ends the benchmark. Growth is measured on made-up networks of 1, 4 and 16 times"
          + " the segments. --quick: one smaller network, one round.",
      "",
      "--beside yarn starts HDFS, a ResourceManager and a NodeManager of its own and runs the job"
          + " jar from the import on, as hadoop jar does: in containers, and in one process. Files"
          + " are compared byte for byte after every round."
    })
public final class BatchBench implements Callable<Integer> {
  private static final int SEGMENTS = 120;
  private static final int QUICK_SEGMENTS = 96;
  private static final int DAYS = 28;
  private static final int QUICK_DAYS = 10;
  private static final int ROUNDS = 3;

  /** Of each contender. */
  static final int CORES = 2;

  /** Both contenders get as many on any machine, as Spark does by its master's name. */
  static final String CORES_OPTION = "-XX:ActiveProcessorCount=" + CORES;

  /** With one run of each a difference may be chance. */
  private static final int LEAST_ROUNDS = 2;

  /** Windows that a partition of the peer's shuffles gets. */
  private static final long WINDOWS_PER_PARTITION = 200_000;

  private static final int LEAST_PARTITIONS = 8;

  @Option(names = "--quick", description = "Small networks, one round; no claim is made.")
  private boolean quick;

  @Option(
      names = "--beside",
      paramLabel = "spark|yarn",
      description = "What to measure beside the local runner. Default: spark.")
  private Beside beside = Beside.SPARK;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the real readings are. Default: TRAFFIC_DATA, else ../shared/data; left out,"
              + " visibly, when there are none.")
  private Path data =
      Path.of(Optional.ofNullable(System.getenv("TRAFFIC_DATA")).orElse("../shared/data"));

  @Option(
      names = "--scale",
      split = ",",
      paramLabel = "N",
      description = "Multiples of the made-up network. Default: 1,4,16; with --quick 1.")
  private List<Integer> scales = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Runs of each contender; one makes no claim. Default: 3, with --quick 1.")
  private int rounds;

  @Option(
      names = "--jvm",
      split = " ",
      paramLabel = "OPTIONS",
      description = "JVM options of both contenders. Default: ${DEFAULT-VALUE}.")
  private List<String> jvm = List.of("-Xmx3500m", "-XX:+UseParallelGC");

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

  private final Clock clock = Clock.systemUTC();
  private final ChildProcess child = new ChildProcess();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("traffic-bench");
    // Not only at a good end: an interrupted run has gigabytes there.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  child.stop();
                  FileUtil.fullyDelete(scratch.toFile());
                },
                "delete-scratch"));
    if (beside == Beside.YARN) {
      besideYarn(inputs(scratch));
    } else {
      besideSpark(inputs(scratch));
    }
    return 0;
  }

  private void besideSpark(List<BatchInput> inputs) throws IOException, InterruptedException {
    List<Measured> results = new ArrayList<>();
    for (BatchInput input : inputs) {
      results.add(measure(input));
      var unused = FileUtil.fullyDelete(input.directory().toFile());
    }
    List<Finding> findings =
        results.stream()
            .filter(r -> r.name().equals(BatchInput.REAL))
            .map(r -> new Finding(Target.BATCH_PEER, r.ratio(Figures::wallSeconds)))
            .toList();
    boolean claim = makesClaim(!findings.isEmpty());
    if (!claim && !quick) {
      System.err.printf(
          "no claim is made, which needs %s and %d rounds; kept as --quick is%n",
          BatchInput.REAL, LEAST_ROUNDS);
    }
    publish("all", !claim, BatchTable.title(rounds()), BatchTable.of(results), findings);
  }

  private void besideYarn(List<BatchInput> inputs) throws IOException, InterruptedException {
    List<MeasuredChain> results = new ArrayList<>();
    try (YarnStack stack = YarnStack.open(root, jvm)) {
      YarnBench bench = new YarnBench(stack, rounds());
      for (BatchInput input : inputs) {
        results.add(bench.measure(input));
      }
      stack.done();
      // It bears on no target: a single round may stand, its title says so.
      publish(
          "yarn", quick, YarnTable.title(rounds()), YarnTable.of(results, stack.conf()), List.of());
    }
  }

  /** Whether a result beside Spark takes the place of the last one, with its target. */
  boolean makesClaim(boolean real) {
    return !quick && rounds() >= LEAST_ROUNDS && real;
  }

  private void publish(
      String input, boolean noClaim, String title, String table, List<Finding> findings)
      throws IOException {
    System.out.println(table);
    if (docs != null) {
      Report.keep(docs, Result.here("batch", input, title, noClaim, table, findings));
    }
  }

  private int rounds() {
    return rounds > 0 ? rounds : quick ? 1 : ROUNDS;
  }

  private List<BatchInput> inputs(Path scratch) throws IOException {
    List<BatchInput> inputs = new ArrayList<>();
    Optional<BatchInput> real = BatchInput.findReal(root, data, scratch);
    if (real.isEmpty()) {
      System.err.printf(
          "skipped: %s is not in %s; --data or TRAFFIC_DATA names it%n",
          BatchInput.REAL, data.toAbsolutePath().normalize());
    } else if (!quick) {
      inputs.add(real.get());
    }
    List<Integer> multiples = scales.isEmpty() ? List.of(1, 4, 16) : scales;
    for (int scale : quick && scales.isEmpty() ? List.of(1) : multiples) {
      inputs.add(
          BatchInput.synthetic(
              (quick ? QUICK_SEGMENTS : SEGMENTS) * scale, quick ? QUICK_DAYS : DAYS, scratch));
    }
    return inputs;
  }

  private Measured measure(BatchInput input) throws IOException, InterruptedException {
    System.err.println(input.name() + ": importing");
    input.load(child);
    Contender.Setting setting = new Contender.Setting(jvm, SparkProcess.directory(root), child);
    Map<Contender, List<Figures>> figures = new EnumMap<>(Contender.class);
    Comparison comparison = new Comparison(List.of());
    long readings = 0;
    for (int round = 1; round <= rounds(); round++) {
      RunContext run = input.plan(clock);
      Path task = input.writeTask(run, partitions(run), CORES);
      for (Contender contender : inTurn(round)) {
        Figures took = contender.run(setting, run, task);
        say(input, round, contender, took);
        figures.computeIfAbsent(contender, c -> new ArrayList<>()).add(took);
      }
      if (round == 1) {
        comparison = Comparison.require(Contender.compare(setting, run, task));
        readings =
            CommittedOutput.open(run.files(), run.layout().windows(run.run()))
                .manifest()
                .counts()
                .getOrDefault("records_in", 0L);
      }
      run.files().delete(run.layout().features(run.run()), true);
    }
    return new Measured(input.name(), readings, figures, comparison);
  }

  private void say(BatchInput input, int round, Contender contender, Figures took) {
    System.err.printf(
        "%s, round %d of %d, %s: %.1f s (%.1f, %.1f, %.1f), %.1f cpu s, %.0f MB%n",
        input.name(),
        round,
        rounds(),
        contender.label(),
        took.wallSeconds(),
        took.windowsSeconds(),
        took.profilesSeconds(),
        took.featuresSeconds(),
        took.cpuSeconds(),
        took.peakMegabytes());
  }

  /** As many as suit the size: a peer that is not tuned would prove nothing. */
  private static int partitions(RunContext run) {
    long windows =
        (run.plan().untilMillis() - run.plan().fromMillis())
            / Windows.MILLIS
            * run.network().segments().size();
    return (int) Math.max(LEAST_PARTITIONS, windows / WINDOWS_PER_PARTITION);
  }

  /** Who comes first changes from round to round. */
  private static List<Contender> inTurn(int round) {
    return round % 2 == 1
        ? List.of(Contender.OURS, Contender.SPARK)
        : List.of(Contender.SPARK, Contender.OURS);
  }
}
