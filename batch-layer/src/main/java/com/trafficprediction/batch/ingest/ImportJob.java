package com.trafficprediction.batch.ingest;

import com.trafficprediction.batch.shuffle.ReadingWritable;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.RejectedRow;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.storage.layout.DatePartition;
import com.trafficprediction.storage.parquet.ParquetOutput;
import com.trafficprediction.storage.records.EventRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.MultipleOutputs;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Reads a data set's files, validates every reading, and writes events by UTC day, sorted by
 * segment and time. Rejected rows go to {@value #REJECTED} as tab-separated text: reasons, file,
 * line, and what stood there.
 *
 * <p>The shuffle's key has the day where other jobs have the segment: a reducer streams days.
 */
final class ImportJob {
  /** Sub-directory of the output with the rejected rows; hidden from readers of data. */
  static final String REJECTED = "_rejected";

  static final String FROM = "traffic.import.from";
  static final String UNTIL = "traffic.import.until";

  private static final String NAMED_OUTPUT = "rejected";
  private static final long DAY_MILLIS = 86_400_000L;

  private ImportJob() {}

  static Job createJob(
      Configuration conf, Dataset dataset, java.nio.file.Path data, ImportRange range, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "import");
    job.setJarByClass(ImportJob.class);
    ReadingsInput.configure(job, dataset, data, Stages.reducers(conf));
    job.getConfiguration().setLong(FROM, range.fromMillis());
    job.getConfiguration().setLong(UNTIL, range.untilMillis());
    job.setMapperClass(RowsMapper.class);
    job.setMapOutputValueClass(ReadingWritable.class);
    SegmentTimeKey.streamSegments(job);
    job.setReducerClass(DayReducer.class);
    job.setNumReduceTasks(Stages.reducers(conf));
    MultipleOutputs.addNamedOutput(
        job, NAMED_OUTPUT, TextOutputFormat.class, NullWritable.class, Text.class);
    ParquetOutput.configure(job, output);
    return job;
  }

  /** Sends valid readings to their day, and keeps the others. */
  static final class RowsMapper extends Mapper<Void, CheckedRow, SegmentTimeKey, ReadingWritable> {
    private final SegmentTimeKey key = new SegmentTimeKey();
    private final ReadingWritable value = new ReadingWritable();
    private MultipleOutputs<SegmentTimeKey, ReadingWritable> outputs;
    private Network network;
    private long from;
    private long until;

    @Override
    protected void setup(Context context) {
      Configuration conf = context.getConfiguration();
      outputs = new MultipleOutputs<>(context);
      network = ReadingsInput.dataset(conf).network(ReadingsInput.data(conf));
      from = conf.getLong(FROM, Long.MIN_VALUE);
      until = conf.getLong(UNTIL, Long.MAX_VALUE);
    }

    @Override
    protected void map(Void ignored, CheckedRow row, Context context)
        throws IOException, InterruptedException {
      if (row instanceof CheckedRow.Refused refused) {
        keep(refused.row(), context);
        return;
      }
      Reading reading = ((CheckedRow.Accepted) row).reading();
      long start = reading.startMillis();
      if (start < from || start >= until) {
        context.getCounter(Fed.OUTSIDE_RANGE).increment(1);
        return;
      }
      context.getCounter(Fed.ACCEPTED).increment(1);
      int day = Math.toIntExact(Math.floorDiv(start, DAY_MILLIS));
      // Tag before time would need another key; the segment as the high part of the time does not.
      long order = (long) network.indexOf(reading.segmentId()) << 32 | start % DAY_MILLIS;
      context.write(key.set(day, order, 0), value.set(reading, true));
    }

    private void keep(RejectedRow row, Context context) throws IOException, InterruptedException {
      context.getCounter(Fed.REFUSED).increment(1);
      StringBuilder reasons = new StringBuilder();
      for (RejectionReason reason : new TreeSet<>(row.reasons())) {
        context.getCounter(reason).increment(1);
        reasons.append(reasons.isEmpty() ? "" : ",").append(reason);
      }
      String line =
          reasons + "\t" + row.file() + "\t" + row.line() + "\t" + row.text().replace('\t', ' ');
      outputs.write(NAMED_OUTPUT, NullWritable.get(), new Text(line), REJECTED + "/rows");
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      outputs.close();
    }
  }

  /** Writes one day. */
  static final class DayReducer
      extends Reducer<SegmentTimeKey, ReadingWritable, Text, TrafficEvent> {
    private final Text partition = new Text();
    private Instant processedAt;

    @Override
    protected void setup(Context context) {
      // The same for every attempt of every task: a run again writes the same bytes.
      processedAt = Instant.ofEpochMilli(context.getConfiguration().getLong(ImportCommand.NOW, 0));
    }

    @Override
    protected void reduce(SegmentTimeKey key, Iterable<ReadingWritable> readings, Context context)
        throws IOException, InterruptedException {
      Instant day = Instant.ofEpochMilli(key.segment() * DAY_MILLIS);
      partition.set(DatePartition.dayOf(day).path());
      for (ReadingWritable reading : readings) {
        context.write(
            partition, EventRecords.toRecord(reading.get(), processedAt, ImportCommand.PROCESSOR));
      }
    }
  }
}
