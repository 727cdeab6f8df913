package com.trafficprediction.batch.features;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.window.Windows;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The run's chronological split, the same for every job that asks. */
public final class Splits {
  private Splits() {}

  /**
   * The split of a run whose network means are in.
   *
   * @param networkMeans output of {@link NetworkMeansJob}: tells which days were observed well
   */
  public static ChronologicalSplit of(Configuration conf, RunContext run, Path networkMeans)
      throws IOException {
    long from = run.plan().fromMillis();
    long until = run.plan().untilMillis();
    StoredNetworkMeans means = StoredNetworkMeans.read(conf, networkMeans, from, until);
    LocalCalendar calendar = run.network().calendar();
    Map<Long, Long> observedByDay = new HashMap<>();
    for (long start = from; start < until; start += Windows.MILLIS) {
      observedByDay.merge(calendar.localDay(start), (long) means.at(start).segments(), Long::sum);
    }
    long best = observedByDay.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return ChronologicalSplit.of(
        from,
        until,
        run.plan().shares(),
        calendar,
        // A day with less than half the readings of the best one calibrates nothing.
        day -> observedByDay.getOrDefault(day, 0L) * 2 >= best);
  }
}
