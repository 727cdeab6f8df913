package com.trafficprediction.batch.planning;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.shuffle.HourWritable;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.parquet.ParquetInput;
import com.trafficprediction.storage.planner.PlannerRow;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Computes the planner tables: a line per row, {@code measure<TAB>entry<TAB>json}. Each segment's
 * hours go to the segment and to its corridor; one reduce call streams either in time.
 *
 * <p>The key's segment is the position in the network, or behind those the corridor's; its tag is
 * the segment that the hour belongs to.
 */
public final class PlannerJob {
  private PlannerJob() {}

  /** The job for a run, not submitted. */
  public static Job createJob(Configuration conf, RunContext run, List<Path> windows, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "planner");
    job.setJarByClass(PlannerJob.class);
    run.writeTo(job.getConfiguration());
    job.getConfiguration().setBoolean(HoursMapper.CORRIDORS, true);
    ParquetInput.configure(job, TrafficWindow.class, windows, HoursMapper.FIELDS);
    job.setMapperClass(HoursMapper.class);
    job.setMapOutputValueClass(HourWritable.class);
    SegmentTimeKey.streamSegments(job);
    job.setReducerClass(PlannerReducer.class);
    job.setNumReduceTasks(Stages.reducers(conf));
    job.setOutputFormatClass(TextOutputFormat.class);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(Text.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** Measures one segment or one corridor per call. The first task adds the summary. */
  public static final class PlannerReducer
      extends Reducer<SegmentTimeKey, HourWritable, NullWritable, Text> {
    private final Text line = new Text();
    private RunContext run;
    private LocalCalendar calendar;
    private Corridors corridors;

    @Override
    protected void setup(Context context) throws IOException, InterruptedException {
      run = RunContext.open(context.getConfiguration());
      calendar = run.network().calendar();
      corridors = new Corridors(run.network());
      if (context.getTaskAttemptID().getTaskID().getId() == 0) {
        write(Summary.of(run, corridors.size()), context);
      }
    }

    @Override
    protected void reduce(SegmentTimeKey key, Iterable<HourWritable> parts, Context context)
        throws IOException, InterruptedException {
      List<PlannerRow> rows =
          corridors.isCorridor(key.segment()) ? corridorRows(key, parts) : segmentRows(key, parts);
      for (PlannerRow row : rows) {
        write(row, context);
      }
    }

    private List<PlannerRow> segmentRows(SegmentTimeKey key, Iterable<HourWritable> parts) {
      Segment segment = run.network().segments().get(key.segment());
      SegmentMeasures measures = new SegmentMeasures(segment, calendar);
      for (HourWritable part : parts) {
        measures.add(key.time(), part);
      }
      return measures.rows((run.plan().untilMillis() - run.plan().fromMillis()) / Windows.MILLIS);
    }

    private List<PlannerRow> corridorRows(SegmentTimeKey key, Iterable<HourWritable> parts) {
      CorridorMeasures measures =
          new CorridorMeasures(corridors.stationsOf(key.segment()), calendar);
      for (HourWritable part : parts) {
        measures.add(run.network().segments().get(key.tag()), key.time(), part);
      }
      return measures.rows();
    }

    private void write(PlannerRow row, Context context) throws IOException, InterruptedException {
      line.set(row.toLine());
      context.write(NullWritable.get(), line);
    }
  }
}
