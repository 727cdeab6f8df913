package com.trafficprediction.storage.parquet;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.CombineFileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.jspecify.annotations.Nullable;

/**
 * MapReduce input from Parquet files of one record type: a {@code Mapper<Void, T, …>}. Many small
 * files share a split; a large file is split between row groups.
 *
 * <pre>{@code
 * ParquetInput.configure(job, TrafficEvent.class, data.listFiles(from, to));
 * }</pre>
 *
 * <p>Splits hold up to {@code mapreduce.input.fileinputformat.split.maxsize} bytes, 16 MiB unless
 * set.
 */
public final class ParquetInput<T extends SpecificRecordBase>
    extends CombineFileInputFormat<Void, T> {
  private static final String TYPE = "traffic.parquet.input.type";
  private static final String FIELDS = "traffic.parquet.input.fields";

  /** Made by MapReduce; use {@link #configure}. */
  public ParquetInput() {}

  /** Makes a job read files, with all their columns. */
  public static <T extends SpecificRecordBase> void configure(
      Job job, Class<T> type, Collection<Path> files) throws IOException {
    configure(job, type, files, List.of());
  }

  /**
   * Makes a job read files.
   *
   * @param files the files themselves, not directories; at least one
   * @param fields top-level fields to read, see {@link ParquetSource#open}; empty for all
   */
  public static <T extends SpecificRecordBase> void configure(
      Job job, Class<T> type, Collection<Path> files, Collection<String> fields)
      throws IOException {
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "no input files of " + type.getSimpleName() + " for job " + job.getJobName());
    }
    FileInputFormat.setInputPaths(job, files.toArray(Path[]::new));
    Configuration configuration = job.getConfiguration();
    configuration.setClass(TYPE, type, SpecificRecordBase.class);
    configuration.setStrings(FIELDS, fields.toArray(String[]::new));
    configuration.setIfUnset(
        FileInputFormat.SPLIT_MAXSIZE, Integer.toString(ParquetSink.ROW_GROUP_BYTES));
    job.setInputFormatClass(ParquetInput.class);
  }

  @Override
  public RecordReader<Void, T> createRecordReader(InputSplit split, TaskAttemptContext context) {
    return new Reader<>();
  }

  /** Reads the pieces of a combined split one after the other. */
  private static final class Reader<T extends SpecificRecordBase> extends RecordReader<Void, T> {
    private CombineFileSplit split = new CombineFileSplit();
    private Configuration configuration = new Configuration(false);
    private int piece = -1;
    private @Nullable ParquetSource<T> source;

    @Override
    public void initialize(InputSplit inputSplit, TaskAttemptContext context) {
      split = (CombineFileSplit) inputSplit;
      configuration = context.getConfiguration();
    }

    @Override
    public boolean nextKeyValue() throws IOException {
      while (source == null || !source.advance()) {
        close();
        if (++piece >= split.getNumPaths()) {
          return false;
        }
        source = openPiece();
      }
      return true;
    }

    @SuppressWarnings("unchecked") // configure() took the class as a Class<T>
    private ParquetSource<T> openPiece() throws IOException {
      Class<T> type =
          (Class<T>)
              configuration.getClass(TYPE, SpecificRecordBase.class, SpecificRecordBase.class);
      long start = split.getOffset(piece);
      return ParquetSource.open(
          configuration,
          split.getPath(piece),
          type,
          configuration.getTrimmedStringCollection(FIELDS),
          start,
          start + split.getLength(piece));
    }

    @Override
    public @Nullable Void getCurrentKey() {
      return null;
    }

    @Override
    public T getCurrentValue() {
      if (source == null) {
        throw new IllegalStateException("no current record: nextKeyValue() has not returned true");
      }
      return source.current();
    }

    @Override
    public float getProgress() {
      int pieces = split.getNumPaths();
      return pieces == 0 ? 1 : Math.min(1, (float) Math.max(0, piece) / pieces);
    }

    @Override
    public void close() throws IOException {
      ParquetSource<T> open = source;
      source = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
