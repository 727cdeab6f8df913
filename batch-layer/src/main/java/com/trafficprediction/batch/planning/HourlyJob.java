package com.trafficprediction.batch.planning;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.shuffle.HourWritable;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.planner.HourFold;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.parquet.ParquetInput;
import com.trafficprediction.storage.parquet.ParquetOutput;
import com.trafficprediction.storage.records.HourlyRecords;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Folds windows into one {@code HourlyAggregate} per segment and local hour, sorted by segment and
 * time in each file.
 */
public final class HourlyJob {
  private HourlyJob() {}

  /** The job for a run, not submitted. */
  public static Job createJob(Configuration conf, RunContext run, List<Path> windows, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "hourly aggregates");
    job.setJarByClass(HourlyJob.class);
    run.writeTo(job.getConfiguration());
    ParquetInput.configure(job, TrafficWindow.class, windows, HoursMapper.FIELDS);
    job.setMapperClass(HoursMapper.class);
    job.setMapOutputValueClass(HourWritable.class);
    SegmentTimeKey.streamTimes(job);
    job.setReducerClass(HourReducer.class);
    job.setNumReduceTasks(Stages.reducers(conf));
    ParquetOutput.configure(job, output);
    return job;
  }

  /** Folds the parts of one hour. */
  public static final class HourReducer
      extends Reducer<SegmentTimeKey, HourWritable, Text, HourlyAggregate> {
    private Network network;
    private LocalCalendar calendar;

    @Override
    protected void setup(Context context) throws IOException {
      network = RunContext.open(context.getConfiguration()).network();
      calendar = network.calendar();
    }

    @Override
    protected void reduce(SegmentTimeKey key, Iterable<HourWritable> parts, Context context)
        throws IOException, InterruptedException {
      Segment segment = network.segments().get(key.segment());
      HourFold fold = new HourFold(segment.lengthKm());
      for (HourWritable part : parts) {
        for (int i = 0; i < HourWritable.WINDOWS; i++) {
          if (part.has(i)) {
            fold.add(part.get(i));
          }
        }
      }
      context.write(
          ParquetOutput.NO_PARTITION,
          HourlyRecords.toRecord(segment.id(), key.time(), calendar, fold));
    }
  }
}
