package com.trafficprediction.batch.plan;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.command.TimeOption;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.evaluation.SplitShares;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.network.NetworkStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options with which a run is planned. */
public final class PlanOptions {
  private static final List<String> PRESETS = List.of("quick", "full");

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Name of the imported data set to use; default: the one imported last.")
  private @Nullable String dataset;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeOption.Converter.class,
      description = "First instant of the data to use: an instant, or back from the end (-28d).")
  private @Nullable TimeOption from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeOption.Converter.class,
      description =
          "The watermark: the run knows nothing from here on. An instant, or a duration back from"
              + " the end of the data (-24h). Default: the end of the data.")
  private @Nullable TimeOption until;

  @Option(
      names = "--split",
      paramLabel = "70/10/20",
      description =
          "Shares of the time for training, validation and test, or 80/20; default: the data"
              + " set's.")
  private @Nullable String split;

  @Option(
      names = "--preset",
      paramLabel = "quick|full",
      defaultValue = "full",
      description = "How much training: quick for a try, full for use. Default: ${DEFAULT-VALUE}.")
  private String preset = "full";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20220101",
      description = "Root of all randomness; equal runs give equal models.")
  private long seed;

  @Option(
      names = "--min-observed",
      paramLabel = "PERCENT",
      defaultValue = "50",
      description =
          "Train and score on segments observed at least this much. Default: ${DEFAULT-VALUE}.")
  private int minObservedPercent;

  @Option(
      names = "--no-archive",
      description =
          "Learn from what was imported alone, not from what came by Kafka since and was"
              + " archived.")
  private boolean importsAlone;

  /** Plans a new run and stores the plan. */
  public RunContext create(Configuration conf, Clock clock) throws IOException {
    HdfsLayout layout = RunContext.layout(conf);
    FileSystem files = layout.root().getFileSystem(conf);
    MasterData data = MasterData.find(files, layout, dataset, !importsAlone);
    Instant start = data.start();
    Instant end = data.end();
    if (!PRESETS.contains(preset)) {
      throw JobException.usage("--preset " + preset + ": use quick or full");
    }
    requireData(start, end);
    if (minObservedPercent < 0 || minObservedPercent > 100) {
      throw JobException.usage("--min-observed " + minObservedPercent + ": use 0 to 100 percent");
    }
    RunId run = RunId.create(clock, new Seeds(clock.millis()).generator("run id", 0));
    try {
      SplitShares shares = SplitShares.parse(split == null ? data.split() : split);
      RunPlan plan =
          new RunPlan(
              run.value(),
              data.dataset(),
              data.network(),
              Windows.startOf(latest(start, from == null ? start : from.resolve(end))),
              Windows.startOf(
                  until == null ? end.toEpochMilli() : earliest(data.last(), until.resolve(end))),
              shares.trainPercent(),
              shares.validationPercent(),
              seed,
              preset,
              minObservedPercent,
              data.files());
      requireSplittable(plan, new NetworkStore(files, layout).load(data.network()).network());
      RunContext.create(conf, plan);
    } catch (IllegalArgumentException e) {
      throw JobException.usage(
          e.getMessage() + " (the data reach from " + start + " to " + end + ")");
    }
    return RunContext.open(conf, run);
  }

  private void requireData(Instant start, Instant end) {
    boolean late = from != null && !from.resolve(end).isBefore(end);
    boolean early = until != null && !until.resolve(end).isAfter(start);
    if (late || early) {
      throw JobException.noInput(
          "there are no data between --from and --until: the data reach from "
              + start
              + " to "
              + end);
    }
  }

  /** Says before hours of work what training would say after them. */
  private static void requireSplittable(RunPlan plan, Network network) {
    ChronologicalSplit.of(
        plan.fromMillis(), plan.untilMillis(), plan.shares(), network.calendar(), day -> true);
  }

  /** A run cannot know more than the data hold: not of a time before them, nor after. */
  private static long latest(Instant start, Instant asked) {
    return Math.max(start.toEpochMilli(), asked.toEpochMilli());
  }

  private static long earliest(Instant end, Instant asked) {
    return Math.min(end.toEpochMilli(), asked.toEpochMilli());
  }
}
