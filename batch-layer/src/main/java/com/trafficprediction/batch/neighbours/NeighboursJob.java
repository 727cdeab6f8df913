package com.trafficprediction.batch.neighbours;

import com.trafficprediction.batch.features.FeaturesJob;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.profiling.Fit;
import com.trafficprediction.batch.profiling.ProfileIndex;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.shuffle.WindowBlockWritable;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.feature.WindowRing;
import com.trafficprediction.core.network.CorrelationNeighbours;
import com.trafficprediction.core.network.LaggedCorrelation;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.parquet.ParquetInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Gathers, for every segment, the evidence of {@link LaggedCorrelation} about the segments around
 * it, and chooses its neighbours. Windows travel as in {@link FeaturesJob}; output is text:
 * segment, tab, upstream ids, tab, downstream ids.
 */
final class NeighboursJob {
  private static final String PROFILES = "traffic.neighbours.profiles";

  private NeighboursJob() {}

  /**
   * The job for a run, not submitted.
   *
   * @param profiles index of the profiles of the evaluation fit
   */
  static Job createJob(
      Configuration conf, RunContext run, List<Path> windows, Path profiles, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "neighbours");
    job.setJarByClass(NeighboursJob.class);
    run.writeTo(job.getConfiguration());
    job.getConfiguration().set(PROFILES, profiles.toString());
    FeaturesJob.HaloMapper.sendToCandidates(job.getConfiguration());
    ParquetInput.configure(
        job, TrafficWindow.class, windows, List.of("segment_id", "window_start", "sums"));
    job.setMapperClass(FeaturesJob.HaloMapper.class);
    job.setMapOutputValueClass(WindowBlockWritable.class);
    SegmentTimeKey.streamSegments(job);
    job.setReducerClass(EvidenceReducer.class);
    job.setNumReduceTasks(Stages.reducers(conf));
    job.setOutputFormatClass(TextOutputFormat.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(Text.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** Streams one segment beside its candidates. */
  static final class EvidenceReducer
      extends Reducer<SegmentTimeKey, WindowBlockWritable, Text, Text> {
    private static final int RING_WINDOWS = 64;

    /** A day left out of a profile reads so far around the window asked for. */
    private static final long LOOK_AHEAD_MILLIS =
        SegmentProfile.LEAVE_OUT_REACH_MILLIS + Windows.MILLIS;

    private RunContext run;
    private ProfileIndex profiles;
    private Map<String, List<String>> candidates;

    @Override
    protected void setup(Context context) throws IOException {
      Configuration conf = context.getConfiguration();
      run = RunContext.open(conf);
      profiles =
          ProfileIndex.open(conf, new Path(conf.get(PROFILES, "")), run.network().calendar());
      candidates = CorrelationNeighbours.candidates(run.network());
    }

    @Override
    protected void cleanup(Context context) throws IOException {
      profiles.close();
    }

    @Override
    protected void reduce(SegmentTimeKey key, Iterable<WindowBlockWritable> blocks, Context context)
        throws IOException, InterruptedException {
      String id = run.network().segments().get(key.segment()).id();
      Stream stream = new Stream(id, candidates.getOrDefault(id, List.of()));
      long end = Fit.EVALUATION.through(run.plan());
      long frontier = Long.MIN_VALUE;
      for (WindowBlockWritable block : blocks) {
        if (key.time() > frontier) {
          frontier = key.time();
          stream.acceptBefore(Math.min(end, frontier - LOOK_AHEAD_MILLIS));
        }
        stream.put(key.tag(), key.time(), block);
      }
      stream.acceptBefore(end);
      Neighbours chosen = CorrelationNeighbours.choose(stream.evidence.evidence());
      context.write(
          new Text(id),
          new Text(
              String.join(",", chosen.upstream()) + "\t" + String.join(",", chosen.downstream())));
    }

    /** A segment and its candidates in time. */
    private final class Stream {
      private final LaggedCorrelation evidence;
      private final Map<Integer, WindowRing> rings = new HashMap<>();
      private final List<WindowRing> order = new ArrayList<>();
      private final List<ProfileLookup> usual = new ArrayList<>();
      private final int[] speeds;
      private final int[] usuals;
      private long next = run.plan().fromMillis();

      Stream(String id, List<String> others) throws IOException {
        evidence = new LaggedCorrelation(others);
        speeds = new int[others.size()];
        usuals = new int[others.size()];
        add(id);
        for (String other : others) {
          add(other);
        }
      }

      private void add(String id) throws IOException {
        WindowRing ring = new WindowRing(RING_WINDOWS);
        rings.put(run.network().indexOf(id), ring);
        order.add(ring);
        usual.add(profiles.find(id).map(p -> p.leavingDayOut(ring)).orElse(ProfileLookup.UNKNOWN));
      }

      void put(int source, long blockStart, WindowBlockWritable block) {
        block.putInto(
            Objects.requireNonNull(rings.get(source), "a block of no candidate"), blockStart);
      }

      /** Takes in all windows that start before {@code end} and have not been taken in. */
      void acceptBefore(long end) {
        for (; next < end; next += Windows.MILLIS) {
          int own = order.get(0).speedCenti(next);
          if (own == Quantity.ABSENT) {
            continue;
          }
          for (int i = 0; i < speeds.length; i++) {
            speeds[i] = order.get(i + 1).speedCenti(next);
            usuals[i] = usualCenti(i + 1);
          }
          evidence.accept(next, own, usualCenti(0), speeds, usuals);
        }
      }

      private int usualCenti(int place) {
        return order.get(place).speedCenti(next) == Quantity.ABSENT
            ? Quantity.ABSENT
            : Quantity.centi(usual.get(place).speed(next).mean());
      }
    }
  }
}
