package com.trafficprediction.batch.windowing;

import com.trafficprediction.batch.ingest.ImportCommand;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.shuffle.ReadingWritable;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.stage.Dropped;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.storage.parquet.ParquetInput;
import com.trafficprediction.storage.parquet.ParquetOutput;
import com.trafficprediction.storage.records.EventRecords;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Folds raw events into windows. Every reading of one window meets in one reduce call, which drops
 * repeated event ids (an imported reading wins over one that came by Kafka, then {@link
 * Reading#TIE_BREAK} decides) and folds the rest; its memory is bounded by the readings of one
 * window of one segment. Output: one {@code TrafficWindow} per segment and window with a reading,
 * each file sorted by segment and time.
 */
public final class WindowsJob {
  private static final List<String> EVENT_FIELDS =
      List.of(
          "event_id",
          "segment_id",
          "timestamp",
          "interval_seconds",
          "speed_kmh",
          "volume_vph",
          "occupancy_percent",
          "observed_percent",
          "processor_id");

  /** Windows by what is in them, as counters. */
  public enum Kind {
    /** With an observed speed. */
    OBSERVED_WINDOWS,
    /** With nothing but readings that their source made up. */
    IMPUTED_WINDOWS
  }

  private WindowsJob() {}

  /**
   * The job for a run, not submitted.
   *
   * @param output directory to write, which must not exist
   */
  public static Job createJob(Configuration conf, RunContext run, Path output) throws IOException {
    Job job = Job.getInstance(conf, "windows");
    job.setJarByClass(WindowsJob.class);
    run.writeTo(job.getConfiguration());
    ParquetInput.configure(
        job,
        TrafficEvent.class,
        run.plan().inputs().stream().map(Path::new).toList(),
        EVENT_FIELDS);
    job.setMapperClass(ReadingsMapper.class);
    job.setMapOutputValueClass(ReadingWritable.class);
    SegmentTimeKey.streamTimes(job);
    job.setReducerClass(WindowReducer.class);
    job.setNumReduceTasks(Stages.reducers(conf));
    ParquetOutput.configure(job, output);
    return job;
  }

  /** Sends each reading of the run's time range to its segment and window. */
  public static final class ReadingsMapper
      extends Mapper<Void, TrafficEvent, SegmentTimeKey, ReadingWritable> {
    private final SegmentTimeKey key = new SegmentTimeKey();
    private final ReadingWritable value = new ReadingWritable();
    private RunContext run;

    @Override
    protected void setup(Context context) throws IOException {
      run = RunContext.open(context.getConfiguration());
    }

    @Override
    protected void map(Void ignored, TrafficEvent event, Context context)
        throws IOException, InterruptedException {
      Reading reading = EventRecords.toReading(event);
      long start = reading.startMillis();
      if (start < run.plan().fromMillis() || start >= run.plan().untilMillis()) {
        context.getCounter(Dropped.OUTSIDE_RANGE).increment(1);
        return;
      }
      Network network = run.network();
      if (!network.contains(reading.segmentId())) {
        context.getCounter(Dropped.UNKNOWN_SEGMENT).increment(1);
        return;
      }
      key.set(network.indexOf(reading.segmentId()), Windows.startOf(start), 0);
      context.write(
          key, value.set(reading, event.getProcessorId().equals(ImportCommand.PROCESSOR)));
    }
  }

  /** One delivery of a reading. What was imported is the agency's last word: it may correct. */
  private record Candidate(Reading reading, boolean imported) {
    boolean beats(Candidate other) {
      return imported == other.imported()
          ? Reading.TIE_BREAK.compare(reading, other.reading) < 0
          : imported;
    }
  }

  /** Folds one window. */
  public static final class WindowReducer
      extends Reducer<
          SegmentTimeKey, ReadingWritable, Text, com.trafficprediction.schemas.TrafficWindow> {
    private final Map<String, Candidate> byEventId = new HashMap<>();
    private RunContext run;

    @Override
    protected void setup(Context context) throws IOException {
      run = RunContext.open(context.getConfiguration());
    }

    @Override
    protected void reduce(SegmentTimeKey key, Iterable<ReadingWritable> readings, Context context)
        throws IOException, InterruptedException {
      byEventId.clear();
      int duplicates = 0;
      for (ReadingWritable value : readings) {
        Candidate candidate = new Candidate(value.get(), value.imported());
        Candidate other = byEventId.putIfAbsent(candidate.reading().eventId(), candidate);
        if (other != null) {
          duplicates++;
          if (candidate.beats(other)) {
            byEventId.put(candidate.reading().eventId(), candidate);
          }
        }
      }
      context.getCounter(Dropped.DUPLICATE_EVENT).increment(duplicates);
      WindowFold fold = new WindowFold();
      byEventId.values().forEach(candidate -> fold.add(candidate.reading()));
      count(fold.sums(), context);
      TrafficWindow window =
          new TrafficWindow(
              run.network().segments().get(key.segment()).id(), key.time(), fold.sums());
      context.write(
          ParquetOutput.NO_PARTITION,
          WindowRecords.toRecord(window, duplicates, WindowState.closed));
    }

    private static void count(WindowSums sums, Context context) {
      if (sums.speedReadings() > 0) {
        context.getCounter(Kind.OBSERVED_WINDOWS).increment(1);
      } else if (sums.observedReadings() == 0) {
        context.getCounter(Kind.IMPUTED_WINDOWS).increment(1);
      }
    }
  }
}
