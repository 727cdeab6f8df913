package com.trafficprediction.batch.profiling;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.shuffle.SlotWritable;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.ProfileSums;
import com.trafficprediction.core.profile.SlotSums;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.parquet.ParquetInput;
import com.trafficprediction.storage.parquet.ParquetOutput;
import com.trafficprediction.storage.records.ProfileRecords;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Folds windows into profiles. A mapper sends each window to its slot of the week, a combiner adds
 * up (the sums are exact integers, so it may), and one reduce call per fit and segment puts the
 * slots together.
 *
 * <p>The key's segment is the position in the network plus, for the serving fit, the number of
 * segments; its time is the cell.
 */
public final class ProfilesJob {
  private ProfilesJob() {}

  /** The job for a run, not submitted. */
  public static Job createJob(Configuration conf, RunContext run, List<Path> windows, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "profiles");
    job.setJarByClass(ProfilesJob.class);
    run.writeTo(job.getConfiguration());
    ParquetInput.configure(
        job, TrafficWindow.class, windows, List.of("segment_id", "window_start", "sums"));
    job.setMapperClass(WindowsMapper.class);
    job.setCombinerClass(SlotCombiner.class);
    job.setMapOutputValueClass(SlotWritable.class);
    SegmentTimeKey.streamSegments(job);
    job.setCombinerKeyGroupingComparatorClass(SegmentTimeKey.ByTime.class);
    job.setReducerClass(ProfileReducer.class);
    job.setNumReduceTasks(Stages.reducers(conf));
    ParquetOutput.configure(job, output);
    return job;
  }

  /** Sends a window's observed values to its cell, once per fit that covers it. */
  public static final class WindowsMapper
      extends Mapper<Void, TrafficWindow, SegmentTimeKey, SlotWritable> {
    private final SegmentTimeKey key = new SegmentTimeKey();
    private final SlotWritable value = new SlotWritable();
    private RunContext run;
    private LocalCalendar calendar;

    @Override
    protected void setup(Context context) throws IOException {
      run = RunContext.open(context.getConfiguration());
      calendar = run.network().calendar();
    }

    @Override
    protected void map(Void ignored, TrafficWindow record, Context context)
        throws IOException, InterruptedException {
      WindowSums sums = WindowRecords.sums(record.getSums());
      int speed = ProfileFold.speedCenti(sums);
      int volume = ProfileFold.volumeVph(sums);
      if (speed == Quantity.ABSENT && volume == Quantity.ABSENT) {
        return;
      }
      Network network = run.network();
      long start = record.getWindowStart().toEpochMilli();
      int segment = network.indexOf(record.getSegmentId());
      int cell = ProfileFold.cell(calendar, start);
      value.clear();
      value.add(speed, volume);
      for (Fit fit : Fit.values()) {
        if (start < fit.through(run.plan())) {
          int offset = fit == Fit.SERVING ? network.segments().size() : 0;
          context.write(key.set(segment + offset, cell, 0), value);
        }
      }
    }
  }

  /** Adds up what one map task has of a cell. */
  public static final class SlotCombiner
      extends Reducer<SegmentTimeKey, SlotWritable, SegmentTimeKey, SlotWritable> {
    private final SlotWritable sum = new SlotWritable();

    @Override
    protected void reduce(SegmentTimeKey key, Iterable<SlotWritable> parts, Context context)
        throws IOException, InterruptedException {
      sum.clear();
      parts.forEach(sum::merge);
      context.write(key, sum);
    }
  }

  /** Puts one segment's slots together. */
  public static final class ProfileReducer
      extends Reducer<SegmentTimeKey, SlotWritable, Text, SegmentProfile> {
    private final Text directory = new Text();
    private RunContext run;

    @Override
    protected void setup(Context context) throws IOException {
      run = RunContext.open(context.getConfiguration());
    }

    @Override
    protected void reduce(SegmentTimeKey key, Iterable<SlotWritable> slots, Context context)
        throws IOException, InterruptedException {
      int segments = run.network().segments().size();
      Fit fit = key.segment() < segments ? Fit.EVALUATION : Fit.SERVING;
      int segment = key.segment() % segments;
      SlotSums speed = new SlotSums();
      SlotSums volume = new SlotSums();
      SlotWritable extremes = new SlotWritable();
      for (SlotWritable slot : slots) {
        int cell = (int) key.time();
        speed.add(cell, slot.speedCount(), slot.speedSum(), slot.speedSquares());
        volume.add(cell, slot.volumeCount(), slot.volumeSum(), slot.volumeSquares());
        extremes.merge(slot);
      }
      directory.set(fit.directory());
      context.write(
          directory,
          ProfileRecords.toRecord(
              run.network().segments().get(segment).id(),
              Instant.ofEpochMilli(fit.through(run.plan())),
              new ProfileSums(speed, volume, extremes.minSpeed(), extremes.maxSpeed())));
    }
  }
}
