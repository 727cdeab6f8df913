package com.trafficprediction.benchmarks.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** The results beside YARN as Markdown: medians, with the least and the most of the wall time. */
final class YarnTable {
  private static final List<String> JOBS =
      List.of("import", "windows", "profiles", "network-means", "features");

  private YarnTable() {}

  static String title(int rounds) {
    return "on YARN, import to features, median of " + rounds + (rounds == 1 ? " run" : " runs");
  }

  /**
   * Writes it.
   *
   * @param conf the stack's settings
   */
  static String of(List<MeasuredChain> results, Configuration conf) {
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "`--beside yarn`: the same job jar by `hadoop jar`, a process per step, from the same"
                + " files to HDFS. The settings are those of `bin/traffic up`, but for %d reducers"
                + " per job with either runner, and %d cores for the process of `hadoop jar`, in"
                + " which the local runner works; between the runners `mapreduce.framework.name`"
                + " alone differs. A NodeManager of %,d MB; containers"
                + " of %,d MB for masters, %,d MB for maps (`%s`), %,d MB for reducers (`%s`). Wall"
                + " time is that of all processes, a job's from its submission to its end. Cpu time"
                + " is that of processes, containers and daemons; that of jobs, as their manifests"
                + " have it, of the process or of the tasks' containers. Ratios are those of the"
                + " local runner divided by YARN's: below 1 it is faster.%n%n",
            YarnStack.REDUCERS,
            BatchBench.CORES,
            conf.getInt("yarn.nodemanager.resource.memory-mb", 0),
            conf.getInt("yarn.app.mapreduce.am.resource.mb", 0),
            conf.getInt("mapreduce.map.memory.mb", 0),
            conf.get("mapreduce.map.java.opts"),
            conf.getInt("mapreduce.reduce.memory.mb", 0),
            conf.get("mapreduce.reduce.java.opts")));
    text.append("| data, readings | | wall s | ")
        .append(String.join(" | ", JOBS))
        .append(" | cpu s | of jobs | containers |\n| --- | --- |")
        .append(" --: |".repeat(JOBS.size() + 4))
        .append('\n');
    for (MeasuredChain result : results) {
      text.append(row(result, Runner.LOCAL, format("%s, %,d", result.name(), result.readings())));
      text.append(row(result, Runner.YARN, ""));
      text.append(ratios(result));
    }
    text.append("\nCompared after every round, before a time is reported. Windows, profiles and")
        .append(
            " features are equal byte for byte, but for the order in which a Parquet footer lists")
        .append(
            " encodings; events, which say when they were imported, and network means, in files")
        .append(" with a random marker, record by record. ")
        .append(results.stream().map(YarnTable::compared).collect(Collectors.joining("; ")))
        .append(".\n");
    return text.toString();
  }

  private static String row(MeasuredChain result, Runner runner, String name) {
    double[] wall =
        result.of(runner).stream().mapToDouble(ChainRun::wallSeconds).sorted().toArray();
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(runner.label());
    cells.add(
        format(
            "%.1f (%.1f to %.1f)",
            result.median(runner, ChainRun::wallSeconds), wall[0], wall[wall.length - 1]));
    JOBS.forEach(job -> cells.add(format("%.1f", result.median(runner, r -> r.jobSeconds(job)))));
    cells.add(format("%.1f", result.median(runner, ChainRun::cpuSeconds)));
    cells.add(format("%.1f", result.median(runner, ChainRun::jobCpuSeconds)));
    cells.add(format("%.0f", result.median(runner, ChainRun::containers)));
    return line(cells);
  }

  private static String ratios(MeasuredChain result) {
    List<ToDoubleFunction<ChainRun>> figures = new ArrayList<>();
    figures.add(ChainRun::wallSeconds);
    JOBS.forEach(job -> figures.add(run -> run.jobSeconds(job)));
    figures.add(ChainRun::cpuSeconds);
    figures.add(ChainRun::jobCpuSeconds);
    List<String> cells = new ArrayList<>(List.of("", "**ratio**"));
    figures.forEach(figure -> cells.add(format("**%.2f**", result.ratio(figure))));
    cells.add("");
    return line(cells);
  }

  private static String compared(MeasuredChain result) {
    return result.name()
        + ": "
        + result.compared().stream()
            .map(c -> format("%s (%d files, %,d %s)", c.name(), c.files(), c.amount(), c.unit()))
            .collect(Collectors.joining(", "));
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
