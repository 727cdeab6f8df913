package com.trafficprediction.benchmarks;

import java.time.Clock;
import java.util.List;

/**
 * One benchmark's result as it is kept.
 *
 * @param bench name of the benchmark
 * @param input what it ran on
 * @param title what was compared
 * @param quick true for a short run, on which no claim rests
 * @param provenance where it ran, and on what
 * @param table the figures as Markdown
 * @param findings figures that bear on targets; several of one target must all keep its limit
 */
public record Result(
    String bench,
    String input,
    String title,
    boolean quick,
    Provenance provenance,
    String table,
    List<Finding> findings) {
  public Result {
    findings = findings == null ? List.of() : List.copyOf(findings);
  }

  /** A result of now, on this machine. */
  public static Result here(
      String bench,
      String input,
      String title,
      boolean quick,
      String table,
      List<Finding> findings) {
    return new Result(
        bench, input, title, quick, Provenance.here(Clock.systemUTC()), table, findings);
  }

  /**
   * The same, but measured on that day by a build of that commit, on a machine that need not be the
   * one that reads it.
   */
  public Result measured(String day, String commit) {
    Provenance read = provenance;
    return new Result(
        bench,
        input,
        title,
        quick,
        new Provenance(day, commit, read.options(), "read on " + read.machine(), read.versions()),
        table,
        findings);
  }
}
