package com.trafficprediction.benchmarks.batch;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results as Markdown: medians of all runs, with the least and the most of the wall time. */
final class BatchTable {
  private BatchTable() {}

  static String title(int rounds) {
    return "windows, profiles and features, median of " + rounds + (rounds == 1 ? " run" : " runs");
  }

  static String of(List<Measured> results) {
    StringBuilder text = new StringBuilder();
    text.append("The same raw Parquet files, the same heap, two cores; wall time is that of the")
        .append(" whole process. Every cell was compared before: windows and profiles are equal to")
        .append(" the last bit, features to 1e-5 of their value.\n\n")
        .append("| data, readings | | wall s | windows | profiles | features | cpu s | peak MB |\n")
        .append("| --- | --- | --: | --: | --: | --: | --: | --: |\n");
    for (Measured result : results) {
      for (Contender contender : Contender.values()) {
        text.append(row(result, contender));
      }
      text.append(
          format(
              "| | **ratio** | **%.2f** | %.2f | %.2f | %.2f | **%.2f** | **%.2f** |%n",
              result.ratio(Figures::wallSeconds),
              result.ratio(Figures::windowsSeconds),
              result.ratio(Figures::profilesSeconds),
              result.ratio(Figures::featuresSeconds),
              result.ratio(Figures::cpuSeconds),
              result.ratio(Figures::peakMegabytes)));
    }
    text.append("\nCells compared: ")
        .append(results.stream().map(BatchTable::compared).collect(Collectors.joining("; ")))
        .append(".\n");
    List<Measured> growing =
        results.stream().filter(r -> r.name().startsWith("synthetic")).toList();
    if (growing.size() > 1) {
      Measured small = growing.get(0);
      Measured large = growing.get(growing.size() - 1);
      text.append(
          format(
              "%nFrom %,d to %,d readings the wall time grows with the power %.2f of the readings"
                  + " (ours), %.2f (Spark); the cpu time with %.2f and %.2f.%n",
              small.readings(),
              large.readings(),
              exponent(small, large, Contender.OURS, Figures::wallSeconds),
              exponent(small, large, Contender.SPARK, Figures::wallSeconds),
              exponent(small, large, Contender.OURS, Figures::cpuSeconds),
              exponent(small, large, Contender.SPARK, Figures::cpuSeconds)));
    }
    return text.toString();
  }

  private static String row(Measured result, Contender contender) {
    double[] wall =
        result.of(contender).stream().mapToDouble(Figures::wallSeconds).sorted().toArray();
    return format(
        "| %s | %s | %.1f (%.1f to %.1f) | %.1f | %.1f | %.1f | %.1f | %,.0f |%n",
        contender == Contender.OURS ? format("%s, %,d", result.name(), result.readings()) : "",
        contender.label(),
        result.median(contender, Figures::wallSeconds),
        wall[0],
        wall[wall.length - 1],
        result.median(contender, Figures::windowsSeconds),
        result.median(contender, Figures::profilesSeconds),
        result.median(contender, Figures::featuresSeconds),
        result.median(contender, Figures::cpuSeconds),
        result.median(contender, Figures::peakMegabytes));
  }

  private static String compared(Measured result) {
    return result.name()
        + ": "
        + result.comparison().tables().stream()
            .map(t -> format("%,d rows of %s (%,d cells)", t.rows(), t.name(), t.cells()))
            .collect(Collectors.joining(", "));
  }

  private static double exponent(
      Measured small, Measured large, Contender contender, ToDoubleFunction<Figures> figure) {
    return Math.log(large.median(contender, figure) / small.median(contender, figure))
        / Math.log((double) large.readings() / small.readings());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
