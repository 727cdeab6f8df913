package com.trafficprediction.benchmarks;

import java.util.List;

/**
 * One benchmark's result as it is kept.
 *
 * @param bench name of the benchmark
 * @param input what it ran on
 * @param title what was compared
 * @param quick true for a short run, on which no claim rests
 * @param machine where it ran
 * @param table the figures as Markdown
 * @param findings figures that bear on targets; several of one target must all keep its limit
 */
public record Result(
    String bench,
    String input,
    String title,
    boolean quick,
    String machine,
    String table,
    List<Finding> findings) {
  public Result {
    findings = findings == null ? List.of() : List.copyOf(findings);
  }

  /** A result of this machine. */
  public static Result here(
      String bench,
      String input,
      String title,
      boolean quick,
      String table,
      List<Finding> findings) {
    String machine =
        "%s %s, %d cores, Java %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature());
    return new Result(bench, input, title, quick, machine, table, findings);
  }
}
