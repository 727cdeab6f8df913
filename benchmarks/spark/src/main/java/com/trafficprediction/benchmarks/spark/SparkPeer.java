package com.trafficprediction.benchmarks.spark;

import com.trafficprediction.benchmarks.handover.ProcessUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code SparkPeer TASK OUTPUT FIGURES}: computes windows, profiles, network means and feature rows
 * below OUTPUT, and writes what each stage took to FIGURES, a line each.
 */
public final class SparkPeer {
  private final SparkSession spark;
  private final SparkTask task;
  private final Path output;
  private final List<String> figures = new ArrayList<>();

  private SparkPeer(SparkSession spark, SparkTask task, Path output) {
    this.spark = spark;
    this.task = task;
    this.output = output;
  }

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    SparkTask task = SparkTask.read(Path.of(args[0]));
    try (SparkSession spark = session(task)) {
      SparkPeer peer = new SparkPeer(spark, task, Path.of(args[1]));
      peer.createNetwork();
      peer.run();
      Files.write(Path.of(args[2]), peer.figures);
    }
  }

  static SparkSession session(SparkTask task) {
    return SparkSession.builder()
        .appName("bench batch")
        .master("local[" + task.cores() + "]")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", false)
        .config("spark.sql.shuffle.partitions", task.partitions())
        .config("spark.sql.adaptive.coalescePartitions.enabled", false)
        // A join on segment and time is done where the shuffle by segment left the rows.
        .config("spark.sql.requireAllClusterKeysForCoPartition", false)
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MILLIS")
        .getOrCreate();
  }

  private void createNetwork() {
    List<Row> segments = new ArrayList<>();
    List<Row> edges = new ArrayList<>();
    for (SparkTask.SegmentLine segment : task.segments()) {
      segments.add(
          RowFactory.create(
              segment.id(),
              Math.min(2, segment.upstream().size()),
              Math.min(2, segment.downstream().size())));
      addEdges(edges, segment.id(), 0, segment.upstream());
      addEdges(edges, segment.id(), 4, segment.downstream());
      addEdges(edges, segment.id(), 8, segment.coLocated());
    }
    StructType segmentType =
        new StructType()
            .add("id", DataTypes.StringType)
            .add("up_hops", DataTypes.IntegerType)
            .add("down_hops", DataTypes.IntegerType);
    StructType edgeType =
        new StructType()
            .add("segment_id", DataTypes.StringType)
            .add("role", DataTypes.IntegerType)
            .add("neighbour", DataTypes.StringType);
    spark.createDataFrame(segments, segmentType).createOrReplaceTempView("segments");
    spark.createDataFrame(edges, edgeType).createOrReplaceTempView("edges");
  }

  private static void addEdges(List<Row> edges, String id, int firstRole, List<String> neighbours) {
    for (int hop = 0; hop < neighbours.size(); hop++) {
      edges.add(RowFactory.create(id, firstRole + hop, neighbours.get(hop)));
    }
  }

  private void run() throws IOException {
    long started = System.nanoTime();
    spark.read().parquet(task.inputs().toArray(new String[0])).createOrReplaceTempView("events");
    write(WindowsSql.windows(spark, task), "windows");
    started = took("windows", started);
    view("windows");
    write(ProfilesSql.profiles(spark, task), "profiles");
    write(ProfilesSql.networkMeans(spark, task), "network_means");
    started = took("profiles", started);
    view("profiles");
    view("network_means");
    write(FeaturesSql.rows(spark, task), "features");
    took("features", started);
    figures.add("cpu=" + ProcessUse.cpuSeconds());
    figures.add("peak_mb=" + ProcessUse.peakMegabytes());
  }

  private void write(Dataset<Row> rows, String name) {
    rows.write().mode(SaveMode.Overwrite).parquet(output.resolve(name).toString());
  }

  private void view(String name) {
    spark.read().parquet(output.resolve(name).toString()).createOrReplaceTempView(name);
  }

  private long took(String stage, long startedNanos) {
    long now = System.nanoTime();
    figures.add(String.format(Locale.ROOT, "%s=%.3f", stage, (now - startedNanos) / 1e9));
    return now;
  }
}
