package com.trafficprediction.benchmarks.finished;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Provenance;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.Target;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.util.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench run}: what a whole run says of itself. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Forecast error, intervals, time and memory of a finished batch run, from its metadata.",
    footer = {
      "",
      "Example:",
      "  bin/traffic report --json > metadata.json",
      "  bin/traffic bench run --metadata metadata.json --docs docs"
    })
public final class RunBench extends Configured implements Tool, Callable<Integer> {
  /** The splits of the targets, 70/10/20 and 80/20, are cut at midnights. */
  private static final double TEST_SHARE = 0.2;

  private static final double TEST_SHARE_TOLERANCE = 0.04;

  @Option(
      names = "--metadata",
      required = true,
      paramLabel = "FILE",
      description = "A run's metadata.json.")
  private Path metadata = Path.of("");

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Keep the figures below this directory and write its benchmarks.md anew.")
  private @Nullable Path docs;

  @Override
  public int run(String[] args) {
    return Commands.execute(this, args);
  }

  @Override
  public Integer call() throws IOException {
    JsonNode run = new ObjectMapper().readTree(metadata.toFile());
    String table = table(run);
    System.out.println(table);
    if (docs != null) {
      String dataset = run.path("dataset").asText();
      boolean quick = !run.path("preset").asText().equals("full");
      String title = "a whole run of %s, %s preset".formatted(dataset, run.path("preset").asText());
      Result result = Result.here("run", dataset, title, quick, table, findings(run));
      Report.keep(docs, result.measured(day(run), commit(run)));
    }
    return ExitCode.OK;
  }

  /** The day on which the run started; {@code unknown} where it does not say which run it is. */
  static String day(JsonNode run) {
    String id = run.path("run").asText();
    return id.isEmpty()
        ? "unknown"
        : LocalDate.ofInstant(new RunId(id).startedAt(), ZoneOffset.UTC).toString();
  }

  /**
   * The commit of the run's build, as {@link Provenance} has it; {@code unknown} where the build
   * did not know it.
   */
  static String commit(JsonNode run) {
    String version = run.path("code_version").asText();
    int commit = version.indexOf('+');
    return commit < 0 ? "unknown" : version.substring(commit + 1).replace("-changed", "-dirty");
  }

  /**
   * Only these data sets have targets of their own, scored on the last fifth of their time; what is
   * made up, or scored on less, proves nothing.
   */
  static List<Finding> findings(JsonNode run) {
    if (Math.abs(testShare(run) - TEST_SHARE) > TEST_SHARE_TOLERANCE) {
      return List.of();
    }
    return switch (run.path("dataset").asText()) {
      case "pems-orange-2022" -> findingsOfOrange(run);
      case "metr-la-week" ->
          gate(run, List.of(Target.GATE_METR_15, Target.GATE_METR_30, Target.GATE_METR_60));
      default -> List.of();
    };
  }

  /** Not a number where the run does not say how it was split. */
  private static double testShare(JsonNode run) {
    double test = 0;
    double all = 0;
    for (JsonNode block : run.path("split")) {
      Instant from = Instant.parse(block.path("from").asText());
      double seconds =
          Duration.between(from, Instant.parse(block.path("until").asText())).toSeconds();
      all += seconds;
      test += block.path("part").asText().equals("test") ? seconds : 0;
    }
    return test / all;
  }

  private static List<Finding> findingsOfOrange(JsonNode run) {
    List<Finding> findings = gate(run, List.of(Target.GATE_15, Target.GATE_30, Target.GATE_60));
    for (Horizon horizon : Horizon.values()) {
      double coverage = run.at("/interval/coverage/" + horizon.key()).asDouble(Double.NaN) * 100;
      double congested =
          run.at("/interval/congested_coverage/" + horizon.key()).asDouble(Double.NaN) * 100;
      findings.add(new Finding(Target.COVERAGE_LEAST, coverage));
      findings.add(new Finding(Target.COVERAGE_MOST, coverage));
      findings.add(new Finding(Target.COVERAGE_CONGESTED, congested));
    }
    double memory = most(run, "resident_mb") / 1e3;
    if (!Double.isNaN(memory)) {
      // Only of a run in one process: both targets are about the local runner.
      findings.add(new Finding(Target.RUN_MINUTES, sum(run, "wall_seconds") / 60));
      findings.add(new Finding(Target.RUN_MEMORY, memory));
    }
    return findings;
  }

  /** Figures of the horizons, nearest first, as the targets are. */
  private static List<Finding> gate(JsonNode run, List<Target> targets) {
    List<Finding> findings = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      findings.add(
          new Finding(
              targets.get(findings.size()),
              run.at("/mae_to_persistence/" + horizon.key()).asDouble(Double.NaN)));
    }
    return findings;
  }

  /** Not a number where a job does not say, or there is none. */
  private static double sum(JsonNode run, String field) {
    double sum = run.path("jobs").isEmpty() ? Double.NaN : 0;
    for (JsonNode job : run.path("jobs")) {
      sum += job.path(field).asDouble(Double.NaN);
    }
    return sum;
  }

  /** Not a number where a job does not say, or there is none. */
  private static double most(JsonNode run, String field) {
    double most = run.path("jobs").isEmpty() ? Double.NaN : 0;
    for (JsonNode job : run.path("jobs")) {
      most = Math.max(most, job.path(field).asDouble(Double.NaN));
    }
    return most;
  }

  static String table(JsonNode run) {
    StringBuilder table =
        new StringBuilder(
            """
            | minutes | model | error over persistence's | 90 % intervals cover | 95 % interval, day blocks | of congested readings |
            | --: | --- | --: | --: | --: | --: |
            """);
    for (Horizon horizon : Horizon.values()) {
      String key = "/" + horizon.key();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.3f | %.1f %% | %s | %.1f %% |%n",
              horizon.key(),
              run.at("/selected" + key).asText(),
              run.at("/mae_to_persistence" + key).asDouble(Double.NaN),
              run.at("/interval/coverage" + key).asDouble(Double.NaN) * 100,
              bounds(run.at("/interval/coverage_day_block_95" + key)),
              run.at("/interval/congested_coverage" + key).asDouble(Double.NaN) * 100));
    }
    return table
        + String.format(
            Locale.ROOT,
            "%nAll jobs, import included, without what is between them, the bundle and the load into"
                + " HBase: %.1f minutes, %.0f cpu s, most heap %.2f GB, whole process %.2f GB.%n",
            sum(run, "wall_seconds") / 60,
            sum(run, "cpu_seconds"),
            most(run, "peak_heap_mb") / 1e3,
            most(run, "resident_mb") / 1e3);
  }

  private static String bounds(JsonNode interval) {
    return interval.has("lower") && interval.has("upper")
        ? String.format(
            Locale.ROOT,
            "%.1f to %.1f %%",
            interval.get("lower").asDouble() * 100,
            interval.get("upper").asDouble() * 100)
        : "too few days";
  }
}
