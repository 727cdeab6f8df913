package com.trafficprediction.batch.features;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.profiling.Fit;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.shuffle.WindowBlockWritable;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.network.CorrelationNeighbours;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.parquet.ParquetInput;
import com.trafficprediction.storage.parquet.ParquetOutput;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Computes feature rows. Each mapper sends a segment's windows, an hour at a time, to the segment
 * itself and to every segment that has it as a neighbour; {@link FeaturesReducer} streams what one
 * segment gets in time order.
 */
public final class FeaturesJob {
  static final String SAMPLE = "traffic.features.sample";
  static final String MEANS = "traffic.features.means";
  private static final String CANDIDATES = "traffic.features.candidates";
  static final String PROFILES = "traffic.features.profiles";

  private FeaturesJob() {}

  /**
   * What the job reads.
   *
   * @param windows window files
   * @param networkMeans output of {@link NetworkMeansJob}
   * @param profiles a {@link com.trafficprediction.batch.profiling.ProfileIndex} of the same fit
   */
  public record Inputs(List<Path> windows, Path networkMeans, Path profiles) {}

  /**
   * The job for a run, not submitted.
   *
   * @param fit which profiles the features use
   * @param sample share of the rows to write, 0 to 1, chosen by a hash of segment and time
   */
  public static Job createJob(
      Configuration conf, RunContext run, Inputs inputs, Fit fit, double sample, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, fit == Fit.EVALUATION ? "features" : "features, refit");
    job.setJarByClass(FeaturesJob.class);
    run.writeTo(job.getConfiguration());
    job.getConfiguration().setDouble(SAMPLE, sample);
    job.getConfiguration().set(MEANS, inputs.networkMeans().toString());
    job.getConfiguration().set(PROFILES, inputs.profiles().toString());
    ParquetInput.configure(
        job, TrafficWindow.class, inputs.windows(), List.of("segment_id", "window_start", "sums"));
    job.setMapperClass(HaloMapper.class);
    job.setMapOutputValueClass(WindowBlockWritable.class);
    SegmentTimeKey.streamSegments(job);
    job.setReducerClass(FeaturesReducer.class);
    job.setNumReduceTasks(Stages.reducers(conf));
    ParquetOutput.configure(job, output);
    return job;
  }

  /**
   * Gathers windows into hours and sends each hour to every segment that reads it. Windows come
   * sorted by segment and time, so one hour is gathered at a time; would they not, blocks would be
   * smaller and the result the same.
   */
  public static final class HaloMapper
      extends Mapper<Void, TrafficWindow, SegmentTimeKey, WindowBlockWritable> {
    private final SegmentTimeKey key = new SegmentTimeKey();
    private final WindowBlockWritable block = new WindowBlockWritable();
    private String segmentId = "";
    private long blockStart;
    private Network network;
    private Function<String, List<String>> dependents;

    /** Makes the mapper send windows to the segments that have theirs as a candidate neighbour. */
    public static void sendToCandidates(Configuration conf) {
      conf.setBoolean(CANDIDATES, true);
    }

    @Override
    protected void setup(Context context) throws IOException {
      RunContext run = RunContext.open(context.getConfiguration());
      network = run.network();
      dependents =
          context.getConfiguration().getBoolean(CANDIDATES, false)
              ? ofCandidates(CorrelationNeighbours.candidates(network))
              : run.neighbours()::dependentsOf;
    }

    @Override
    protected void map(Void ignored, TrafficWindow record, Context context)
        throws IOException, InterruptedException {
      long start = record.getWindowStart().toEpochMilli();
      long hour = WindowBlockWritable.blockStart(start);
      if (hour != blockStart || !record.getSegmentId().equals(segmentId)) {
        flush(context);
        segmentId = record.getSegmentId();
        blockStart = hour;
      }
      WindowSums sums = WindowRecords.sums(record.getSums());
      block.set(
          (int) ((start - hour) / Windows.MILLIS),
          ProfileFold.speedCenti(sums),
          ProfileFold.volumeVph(sums),
          Quantity.centi(sums.occupancyPercent()));
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      flush(context);
    }

    /** Who has a segment as a candidate. */
    private static Function<String, List<String>> ofCandidates(
        Map<String, List<String>> candidates) {
      Map<String, List<String>> dependents = new HashMap<>();
      candidates.forEach(
          (id, others) ->
              others.forEach(o -> dependents.computeIfAbsent(o, k -> new ArrayList<>()).add(id)));
      return id -> dependents.getOrDefault(id, List.of());
    }

    private void flush(Context context) throws IOException, InterruptedException {
      if (segmentId.isEmpty()) {
        return;
      }
      int source = network.indexOf(segmentId);
      context.write(key.set(source, blockStart, source), block);
      for (String dependent : dependents.apply(segmentId)) {
        context.write(key.set(network.indexOf(dependent), blockStart, source), block);
      }
      block.clear();
    }
  }
}
