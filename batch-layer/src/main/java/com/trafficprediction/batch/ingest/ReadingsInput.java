package com.trafficprediction.batch.ingest;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReaderCounts;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.jspecify.annotations.Nullable;

/**
 * MapReduce input from a data set's own files. The data directory is a path of the local file
 * system: on a cluster it must be mounted on every node.
 */
public final class ReadingsInput extends InputFormat<Void, CheckedRow> {
  static final String DATASET = "traffic.import.dataset.text";
  static final String ORIGIN = "traffic.import.dataset.origin";
  static final String DATA = "traffic.import.data";
  static final String SPLITS = "traffic.import.splits";

  /** The client has the file, or the job would not have begun. */
  private static final String WHERE_TASKS_LOOK =
      ". A task of the cluster looked there: every node needs the data directory, by the same path"
          + " (a mount). Or read it here: import -D mapreduce.framework.name=local …";

  /** Makes a job read a data set. */
  static void configure(Job job, Dataset dataset, Path data, int splits) {
    Configuration conf = job.getConfiguration();
    // Not a plain set: a dataset file may hold ${…}, which a Configuration would substitute.
    conf.set(DATASET, Base64.getEncoder().encodeToString(utf8(dataset.text())));
    conf.set(ORIGIN, dataset.origin());
    conf.set(DATA, data.toAbsolutePath().toString());
    conf.setInt(SPLITS, splits);
    job.setInputFormatClass(ReadingsInput.class);
  }

  /** The data set that a task's configuration describes. */
  static Dataset dataset(Configuration conf) {
    byte[] text = Base64.getDecoder().decode(conf.get(DATASET, ""));
    return Dataset.parse(new String(text, StandardCharsets.UTF_8), conf.get(ORIGIN, "dataset"));
  }

  static Path data(Configuration conf) {
    return Path.of(conf.get(DATA, ""));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    List<InputSplit> splits = new ArrayList<>();
    for (ReadingsSplit split : dataset(conf).splits(data(conf), conf.getInt(SPLITS, 1))) {
      splits.add(new Split(split));
    }
    return splits;
  }

  @Override
  public RecordReader<Void, CheckedRow> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new Reader();
  }

  /** A {@link ReadingsSplit} for MapReduce. */
  public static final class Split extends InputSplit implements Writable {
    private @Nullable ReadingsSplit split;

    /** Made by MapReduce. */
    public Split() {}

    Split(ReadingsSplit split) {
      this.split = split;
    }

    ReadingsSplit get() {
      if (split == null) {
        throw new IllegalStateException("no split was set");
      }
      return split;
    }

    @Override
    public long getLength() {
      return get().weight();
    }

    @Override
    public String[] getLocations() {
      return new String[0];
    }

    @Override
    public void write(DataOutput out) throws IOException {
      byte[] text = utf8(get().encode());
      out.writeInt(text.length);
      out.write(text);
    }

    @Override
    public void readFields(DataInput in) throws IOException {
      byte[] text = new byte[in.readInt()];
      in.readFully(text);
      split = ReadingsSplit.decode(new String(text, StandardCharsets.UTF_8));
    }
  }

  /** Reads one split and judges every reading by the rules of live events. */
  static final class Reader extends RecordReader<Void, CheckedRow> {
    private @Nullable ReadingsReader reader;
    private @Nullable ReadingValidator validator;
    private @Nullable TaskAttemptContext context;
    private ReferenceClock clock = ReferenceClock.UNBOUNDED;
    private @Nullable CheckedRow current;

    @Override
    public void initialize(InputSplit split, TaskAttemptContext taskContext) throws IOException {
      Configuration conf = taskContext.getConfiguration();
      Dataset dataset = dataset(conf);
      Path data = data(conf);
      context = taskContext;
      clock = clock(conf, dataset);
      try {
        reader = dataset.open(data, ((Split) split).get());
        validator =
            new ReadingValidator(dataset.network(data), dataset.name(), dataset.intervalSeconds());
      } catch (FeedException e) {
        throw explained(e);
      }
    }

    /** Leaves a problem where whoever started the import finds it. */
    private FeedException explained(FeedException problem) throws IOException {
      TaskAttemptContext task = Objects.requireNonNull(context);
      FeedException told =
          problem.kind() == FeedException.Kind.MISSING_FILE
              ? new FeedException(problem.kind(), problem.getMessage() + WHERE_TASKS_LOOK, problem)
              : problem;
      ImportProblem.leave(task, told);
      return told;
    }

    @Override
    public boolean nextKeyValue() throws IOException {
      ReadingsReader open = Objects.requireNonNull(reader);
      try {
        if (!open.advance()) {
          return false;
        }
      } catch (FeedException e) {
        throw explained(e);
      }
      current =
          open.current() instanceof FeedRow.Parsed parsed
              ? judge(open, parsed.reading())
              : new CheckedRow.Refused(((FeedRow.Rejected) open.current()).row());
      return true;
    }

    /**
     * History may be of any age, but not of times to come: one mistyped year would move the end of
     * the data, and the watermark with it. Synthetic data may.
     */
    private static ReferenceClock clock(Configuration conf, Dataset dataset) {
      long now = conf.getLong(ImportCommand.NOW, ReferenceClock.UNBOUNDED.latestMillis());
      return dataset.synthetic()
          ? ReferenceClock.UNBOUNDED
          : new ReferenceClock(ReferenceClock.UNBOUNDED.earliestMillis(), now);
    }

    private CheckedRow judge(ReadingsReader open, RawReading raw) {
      Validation result = Objects.requireNonNull(validator).validate(raw, clock);
      return result instanceof Validation.Valid valid
          ? new CheckedRow.Accepted(valid.reading())
          : new CheckedRow.Refused(open.reject(((Validation.Invalid) result).reasons()));
    }

    @Override
    public @Nullable Void getCurrentKey() {
      return null;
    }

    @Override
    public CheckedRow getCurrentValue() {
      return Objects.requireNonNull(current, "nextKeyValue() has not returned true");
    }

    @Override
    public float getProgress() {
      return reader == null ? 0 : reader.progress();
    }

    @Override
    public void close() throws IOException {
      ReadingsReader open = reader;
      TaskAttemptContext task = context;
      if (open == null || task == null) {
        return;
      }
      ReaderCounts counts = open.counts();
      task.getCounter(Fed.CELLS).increment(counts.cells());
      task.getCounter(Fed.FILTERED).increment(counts.filtered());
      task.getCounter(Fed.MISSING).increment(counts.missing());
      task.getCounter(Fed.AMBIGUOUS_TIME).increment(counts.ambiguousTimes());
      open.close();
      reader = null;
    }
  }
}
