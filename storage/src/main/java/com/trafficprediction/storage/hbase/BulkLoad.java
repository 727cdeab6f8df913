package com.trafficprediction.storage.hbase;

import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.parquet.ParquetInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.RegionLocator;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.mapreduce.HFileOutputFormat2;
import org.apache.hadoop.hbase.tool.BulkLoadHFiles;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Fills a run's tables without going through the write path: a MapReduce job writes HFiles sorted
 * and split as the table's regions are, HBase adopts them, and the rows are counted.
 *
 * <pre>{@code
 * BulkLoad load = store.bulkLoad(run, layout.hfiles(run));
 * Job job = load.createJob(conf, BatchTable.WINDOWS, windows.files(), Optional.of(newestDays));
 * if (job.waitForCompletion(false)) {
 *   long rows = load.complete(BatchTable.WINDOWS, job);
 * }
 * }</pre>
 *
 * <p>A load that failed half-way is repeated from the start; the run is not live, so nobody saw it.
 */
public final class BulkLoad {
  /** Counters of a load job. */
  public enum Counter {
    /** Rows written. */
    ROWS,
    /** Records older than asked for, left out. */
    TOO_OLD
  }

  private static final String TABLE = "traffic.bulkload.table";
  private static final String BUCKETS = "traffic.bulkload.buckets";
  private static final String FROM = "traffic.bulkload.from";
  private static final String SHIPPED_JARS = "tmpjars";

  private final Tables tables;
  private final RunId run;
  private final Path hfiles;

  BulkLoad(Tables tables, RunId run, Path hfiles) {
    this.tables = tables;
    this.run = run;
    this.hfiles = hfiles;
  }

  /**
   * A job that writes a table's HFiles; creates the table. For a cluster, the caller names the
   * job's jar ({@code setJarByClass} with a class of the jar that holds everything).
   *
   * @param configuration of the cluster that runs the job
   * @param table what to fill: {@code WINDOWS} from TrafficWindow, {@code PROFILES} from
   *     SegmentProfile, {@code HOURLY} from HourlyAggregate Parquet files; {@code PLANNER} from
   *     text files with {@code measure<TAB>entry<TAB>json} lines
   * @param inputs the files, at least one
   * @param from leave out windows and hours that start before; empty for all
   */
  public Job createJob(
      Configuration configuration,
      BatchTable table,
      Collection<Path> inputs,
      Optional<Instant> from)
      throws IOException {
    TableName name = tables.nameOf(table, run);
    Job job = Job.getInstance(HBaseConfiguration.create(configuration), "load " + name);
    // HBase's configuration looks classes up where HBase came from; ours came with the job jar.
    job.getConfiguration().setClassLoader(configuration.getClassLoader());
    Configuration jobConfiguration = job.getConfiguration();
    jobConfiguration.set(TABLE, table.name());
    jobConfiguration.setLong(FROM, from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
    configureInput(job, table, inputs);
    job.setMapOutputKeyClass(ImmutableBytesWritable.class);
    job.setMapOutputValueClass(Put.class);
    int buckets;
    if (table == BatchTable.PLANNER) {
      tables.ensurePlainTable(name);
      buckets = 1;
    } else {
      buckets = tables.ensureSaltedTable(name).buckets();
    }
    jobConfiguration.setInt(BUCKETS, buckets);
    configureOutput(job, name, new Path(hfiles, table.prefix()));
    return job;
  }

  private static void configureInput(Job job, BatchTable table, Collection<Path> inputs)
      throws IOException {
    if (table == BatchTable.PLANNER) {
      if (inputs.isEmpty()) {
        throw new IllegalArgumentException("no planner files to load");
      }
      job.setInputFormatClass(TextInputFormat.class);
      FileInputFormat.setInputPaths(job, inputs.toArray(Path[]::new));
      job.setMapperClass(PlannerMapper.class);
    } else {
      ParquetInput.configure(job, formatOf(table).type(), inputs);
      job.setMapperClass(RecordMapper.class);
    }
  }

  private void configureOutput(Job job, TableName name, Path output) throws IOException {
    Configuration configuration = job.getConfiguration();
    FileSystem files = output.getFileSystem(configuration);
    files.delete(output, true);
    FileOutputFormat.setOutputPath(job, output);
    // HBase takes every entry of the directory for a column family.
    configuration.setBoolean(FileOutputCommitter.SUCCESSFUL_JOB_OUTPUT_DIR_MARKER, false);
    // HFileOutputFormat2 would ship the Hadoop client with the job, in front of the cluster's own.
    String shipped = configuration.get(SHIPPED_JARS);
    try (Table table = tables.open(name);
        RegionLocator regions = tables.connection().getRegionLocator(name)) {
      HFileOutputFormat2.configureIncrementalLoad(job, table.getDescriptor(), regions);
    }
    if (shipped == null) {
      configuration.unset(SHIPPED_JARS);
    } else {
      configuration.set(SHIPPED_JARS, shipped);
    }
  }

  /**
   * Hands the HFiles of a finished job to HBase and counts.
   *
   * @return rows now in the table
   * @throws IOException when the table does not hold exactly the rows the job wrote
   */
  public long complete(BatchTable table, Job finished) throws IOException {
    TableName name = tables.nameOf(table, run);
    Path output = FileOutputFormat.getOutputPath(finished);
    BulkLoadHFiles.create(finished.getConfiguration()).bulkLoad(name, output);
    long written = finished.getCounters().findCounter(Counter.ROWS).getValue();
    long stored = tables.countRows(name);
    if (written != stored) {
      throw new IOException(
          "table "
              + name
              + " holds "
              + stored
              + " rows after the load, the job wrote "
              + written
              + ": either two records share a key or the load was incomplete. The run is not"
              + " published; what is live was left alone");
    }
    output.getFileSystem(finished.getConfiguration()).delete(output, true);
    return stored;
  }

  private static RowFormat<?> formatOf(BatchTable table) {
    return switch (table) {
      case WINDOWS -> new RowFormat.Windows();
      case PROFILES -> new RowFormat.Profiles();
      case HOURLY -> new RowFormat.Hourly();
      case PLANNER -> throw new IllegalArgumentException("planner rows are not records");
    };
  }

  /** Records to rows. */
  static final class RecordMapper<T extends SpecificRecordBase>
      extends Mapper<Void, T, ImmutableBytesWritable, Put> {
    private final ImmutableBytesWritable row = new ImmutableBytesWritable();
    private RowFormat<T> format = cast(new RowFormat.Windows());
    private SegmentKeys keys = new SegmentKeys(1);
    private long from;

    @Override
    protected void setup(Context context) {
      Configuration configuration = context.getConfiguration();
      format = cast(formatOf(BatchTable.valueOf(configuration.get(TABLE))));
      keys = new SegmentKeys(configuration.getInt(BUCKETS, 1));
      from = configuration.getLong(FROM, Long.MIN_VALUE);
    }

    @Override
    protected void map(Void key, T record, Context context)
        throws IOException, InterruptedException {
      if (format.timeOf(record).map(time -> time.toEpochMilli() < from).orElse(false)) {
        context.getCounter(Counter.TOO_OLD).increment(1);
        return;
      }
      Put put = format.toPut(record, keys);
      row.set(put.getRow());
      context.write(row, put);
      context.getCounter(Counter.ROWS).increment(1);
    }

    @SuppressWarnings("unchecked") // the input was configured with the format's own type
    private static <T extends SpecificRecordBase> RowFormat<T> cast(RowFormat<?> format) {
      return (RowFormat<T>) format;
    }
  }

  /** Lines of planner results to rows. */
  static final class PlannerMapper extends Mapper<LongWritable, Text, ImmutableBytesWritable, Put> {
    private static final int FIELDS = 3;

    private final ImmutableBytesWritable row = new ImmutableBytesWritable();

    @Override
    protected void map(LongWritable offset, Text line, Context context)
        throws IOException, InterruptedException {
      String[] fields = line.toString().split("\t", FIELDS);
      if (fields.length != FIELDS) {
        throw new IOException(
            "a planner line needs measure, entry and JSON between tabs, got: " + line);
      }
      Put put =
          new Put(PlannerKeys.of(fields[0], fields[1]))
              .addColumn(Tables.DATA, Tables.RECORD, fields[2].getBytes(StandardCharsets.UTF_8));
      row.set(put.getRow());
      context.write(row, put);
      context.getCounter(Counter.ROWS).increment(1);
    }
  }
}
