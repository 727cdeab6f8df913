package com.trafficprediction.storage.parquet;

import java.io.IOException;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.jspecify.annotations.Nullable;

/**
 * MapReduce output to Parquet files, in sub-directories named by the key: {@code context.write(new
 * Text("year=2022/month=01/day=22"), event)}. An empty key writes to the output directory itself.
 * The record's own class says what is written, so one job can write several data sets to several
 * sub-directories.
 *
 * <p>One file is open at a time: a changed key closes it. Write in the order of keys (let the
 * shuffle sort by partition), or many small files are the price.
 *
 * <pre>{@code
 * ParquetOutput.configure(job, staged.directory());
 * }</pre>
 */
public final class ParquetOutput<T extends SpecificRecordBase> extends FileOutputFormat<Text, T> {
  /** Key of a record that goes to the output directory itself. */
  public static final Text NO_PARTITION = new Text();

  /** Made by MapReduce; use {@link #configure}. */
  public ParquetOutput() {}

  /** Makes a job write below {@code directory}, which must not exist yet. */
  public static void configure(Job job, Path directory) {
    job.setOutputFormatClass(ParquetOutput.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(SpecificRecordBase.class);
    FileOutputFormat.setOutputPath(job, directory);
    // The staged commit marks success itself, after the rename.
    job.getConfiguration().setBoolean(FileOutputCommitter.SUCCESSFUL_JOB_OUTPUT_DIR_MARKER, false);
  }

  @Override
  public RecordWriter<Text, T> getRecordWriter(TaskAttemptContext context) throws IOException {
    FileOutputCommitter committer = (FileOutputCommitter) getOutputCommitter(context);
    String name = getUniqueFile(context, "part", "");
    return new Writer<>(context.getConfiguration(), committer.getWorkPath(), name);
  }

  private static final class Writer<T extends SpecificRecordBase> extends RecordWriter<Text, T> {
    private final Configuration configuration;
    private final Path directory;
    private final String name;
    private final Text partition = new Text();
    private @Nullable ParquetSink<T> sink;
    private int sequence;

    Writer(Configuration configuration, Path directory, String name) {
      this.configuration = configuration;
      this.directory = directory;
      this.name = name;
    }

    @Override
    public void write(Text key, T record) throws IOException {
      ParquetSink<T> open = sink;
      if (open == null || !partition.equals(key)) {
        closeSink();
        partition.set(key);
        open = ParquetSink.create(configuration, nextFile(), record.getSchema());
        sink = open;
      }
      open.write(record);
    }

    private Path nextFile() {
      String file = String.format(Locale.ROOT, "%s-%04d.snappy.parquet", name, sequence++);
      return new Path(
          partition.getLength() == 0 ? directory : new Path(directory, partition.toString()), file);
    }

    @Override
    public void close(TaskAttemptContext context) throws IOException {
      closeSink();
    }

    private void closeSink() throws IOException {
      ParquetSink<T> open = sink;
      sink = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
