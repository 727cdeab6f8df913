package com.trafficprediction.batch.reporting;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.report.RunReport;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.storage.layout.OutputManifest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a run's data held and lacked, read off the network's means and the jobs' counters. */
final class ObservedData {
  /** A gap: fewer observed segments than this share of the usual. */
  private static final double SILENT_BELOW = 0.2;

  /** Shorter silences are not listed. */
  private static final int MIN_GAP_WINDOWS = 6;

  private final RunFindings findings;

  ObservedData(RunFindings findings) {
    this.findings = findings;
  }

  RunReport.DataQuality describe() {
    long from = findings.run().plan().fromMillis();
    long until = findings.run().plan().untilMillis();
    int segments = findings.run().network().segments().size();
    long windows = (until - from) / Windows.MILLIS;
    LocalCalendar calendar = findings.run().network().calendar();
    TreeMap<Long, long[]> days = new TreeMap<>();
    long observed = 0;
    int most = 0;
    for (long start = from; start < until; start += Windows.MILLIS) {
      int n = findings.networkMeans().at(start).segments();
      long[] day = days.computeIfAbsent(calendar.localDay(start), d -> new long[2]);
      day[0] += n;
      day[1] += segments;
      observed += n;
      most = Math.max(most, n);
    }
    List<RunReport.DayObserved> shares = new ArrayList<>();
    days.forEach(
        (day, sums) ->
            shares.add(
                new RunReport.DayObserved(
                    LocalDate.ofEpochDay(day), (double) sums[0] / sums[1], Double.NaN)));
    return new RunReport.DataQuality(
        windows * segments, observed, imputedWindows(), shares, gaps(from, until, most), drops());
  }

  private long imputedWindows() {
    return findings.manifests().stream()
        .mapToLong(manifest -> manifest.findCount("imputed_windows").orElse(0))
        .sum();
  }

  private List<RunReport.Gap> gaps(long from, long until, int most) {
    List<RunReport.Gap> gaps = new ArrayList<>();
    long gapStart = -1;
    int seen = 0;
    for (long start = from; start <= until; start += Windows.MILLIS) {
      int n = start < until ? findings.networkMeans().at(start).segments() : most;
      boolean silent = n < SILENT_BELOW * most;
      if (silent && gapStart < 0) {
        gapStart = start;
        seen = n;
      } else if (silent) {
        seen = Math.max(seen, n);
      } else if (gapStart >= 0) {
        if (start - gapStart >= MIN_GAP_WINDOWS * Windows.MILLIS) {
          gaps.add(new RunReport.Gap(gapStart, start, most - seen));
        }
        gapStart = -1;
      }
    }
    return gaps;
  }

  private List<RunReport.Drop> drops() {
    List<RunReport.Drop> drops = new ArrayList<>();
    for (OutputManifest manifest : findings.manifests()) {
      manifest
          .counts()
          .forEach(
              (reason, n) -> {
                if (!reason.startsWith("records_") && !reason.endsWith("_windows")) {
                  drops.add(new RunReport.Drop(manifest.producer(), reason, n));
                }
              });
    }
    return drops;
  }
}
