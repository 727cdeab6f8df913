package com.trafficprediction.benchmarks.micro;

import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench micro}: the hot paths, one by one. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "JMH: parse, validate, window fold, codec, feature extraction, and the forecast of a"
            + " network of 207 segments, each on one thread.")
public final class MicroBench implements Callable<Integer> {
  private static final double PERCENTILE = 99;

  /** What the name of every class of benchmarks matches. */
  private static final String ALL = "Paths";

  @Option(names = "--quick", description = "One fork, short; no claim is made.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      defaultValue = ALL,
      description = "Run what matches this regular expression, and keep nothing. Default: all.")
  private String only = ALL;

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Keep the figures below this directory and write its benchmarks.md anew.")
  private @Nullable Path docs;

  @Override
  public Integer call() throws RunnerException, IOException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(only)
        .forks(quick ? 1 : 3)
        .warmupIterations(quick ? 2 : 5)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(quick ? 2 : 5)
        .measurementTime(TimeValue.seconds(quick ? 1 : 2))
        .shouldFailOnError(true);
    Collection<RunResult> results = new Runner(options.build()).run();
    String table = table(results);
    System.out.println(table);
    if (docs != null && !only.equals(ALL)) {
      System.err.println("nothing is kept: --only leaves out a part of the record");
    } else if (docs != null) {
      Report.keep(
          docs, Result.here("micro", "all", "one thread, JMH", quick, table, findings(results)));
    }
    return 0;
  }

  private static List<Finding> findings(Collection<RunResult> results) {
    List<Finding> findings = new ArrayList<>();
    for (RunResult result : results) {
      if (name(result).equals(ForecastPaths.WHOLE_NETWORK)) {
        findings.add(new Finding(Target.FORECAST, statistics(result).getPercentile(PERCENTILE)));
      }
    }
    return findings;
  }

  private static String table(Collection<RunResult> results) {
    StringBuilder table = new StringBuilder("| path | mean | p50 | p99 | unit | samples |\n");
    table.append("| --- | --: | --: | --: | --- | --: |\n");
    for (RunResult result : results) {
      Statistics found = statistics(result);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %.3f | %.3f | %s | %,d |%n",
              name(result),
              found.getMean(),
              found.getPercentile(50),
              found.getPercentile(PERCENTILE),
              result.getPrimaryResult().getScoreUnit().replace("/op", ""),
              found.getN()));
    }
    return table.toString();
  }

  private static Statistics statistics(RunResult result) {
    return result.getPrimaryResult().getStatistics();
  }

  private static String name(RunResult result) {
    return result.getPrimaryResult().getLabel();
  }
}
