package com.trafficprediction.batch.features;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.feature.NetworkMean;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.parquet.ParquetInput;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;

/** Adds up the whole network window by window: one small record per five minutes. */
public final class NetworkMeansJob {
  private NetworkMeansJob() {}

  /** The job for a run, not submitted. */
  public static Job createJob(Configuration conf, RunContext run, List<Path> windows, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "network means");
    job.setJarByClass(NetworkMeansJob.class);
    run.writeTo(job.getConfiguration());
    ParquetInput.configure(job, TrafficWindow.class, windows, List.of("window_start", "sums"));
    job.setMapperClass(MeansMapper.class);
    job.setCombinerClass(MeansReducer.class);
    job.setReducerClass(MeansReducer.class);
    job.setNumReduceTasks(Stages.reducers(conf));
    job.setOutputFormatClass(SequenceFileOutputFormat.class);
    job.setOutputKeyClass(LongWritable.class);
    job.setOutputValueClass(NetworkMeanWritable.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** A {@link NetworkMean} in the shuffle. */
  public static final class NetworkMeanWritable implements Writable {
    private NetworkMean mean = NetworkMean.NONE;

    public NetworkMeanWritable set(NetworkMean value) {
      mean = value;
      return this;
    }

    public NetworkMean get() {
      return mean;
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeInt(mean.segments());
      out.writeLong(mean.sumSpeedCenti());
      out.writeInt(mean.congested());
    }

    @Override
    public void readFields(DataInput in) throws IOException {
      mean = new NetworkMean(in.readInt(), in.readLong(), in.readInt());
    }
  }

  /** One segment's share of a window's mean. */
  public static final class MeansMapper
      extends Mapper<Void, TrafficWindow, LongWritable, NetworkMeanWritable> {
    private final LongWritable start = new LongWritable();
    private final NetworkMeanWritable mean = new NetworkMeanWritable();

    @Override
    protected void map(Void ignored, TrafficWindow record, Context context)
        throws IOException, InterruptedException {
      int speed = ProfileFold.speedCenti(WindowRecords.sums(record.getSums()));
      if (speed == Quantity.ABSENT) {
        return;
      }
      boolean congested = Quantity.fromCenti(speed) < TrafficCategory.CONGESTED_BELOW_KMH;
      start.set(record.getWindowStart().toEpochMilli());
      context.write(start, mean.set(new NetworkMean(1, speed, congested ? 1 : 0)));
    }
  }

  /** Adds up. */
  public static final class MeansReducer
      extends Reducer<LongWritable, NetworkMeanWritable, LongWritable, NetworkMeanWritable> {
    private final NetworkMeanWritable sum = new NetworkMeanWritable();

    @Override
    protected void reduce(LongWritable start, Iterable<NetworkMeanWritable> parts, Context context)
        throws IOException, InterruptedException {
      NetworkMean total = NetworkMean.NONE;
      for (NetworkMeanWritable part : parts) {
        total = total.merge(part.get());
      }
      context.write(start, sum.set(total));
    }
  }
}
