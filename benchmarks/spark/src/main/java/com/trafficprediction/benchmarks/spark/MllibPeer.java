package com.trafficprediction.benchmarks.spark;

import com.trafficprediction.benchmarks.handover.AnswerFile;
import com.trafficprediction.benchmarks.handover.ProcessUse;
import com.trafficprediction.benchmarks.handover.RowFile;
import com.trafficprediction.benchmarks.handover.RowLatency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.Predictor;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.regression.DecisionTreeRegressor;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code MllibPeer TASK ANSWERS FIGURES}: trains one model, writes its answers for the test rows to
 * ANSWERS and what it took to FIGURES, {@code name=value} lines. Rows lie ready in memory before
 * the clock starts.
 */
public final class MllibPeer {
  private static final int PARTITIONS_PER_CORE = 2;
  private static final int LATENCY_ROWS = 1_000;

  private MllibPeer() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    MllibTask task = MllibTask.read(Path.of(args[0]));
    Path figures = Path.of(args[2]);
    Path work = Files.createDirectories(figures.resolveSibling("spark"));
    try (SparkSession spark = session(task, work)) {
      Dataset<Row> rows = load(spark, task);
      double before = ProcessUse.cpuSeconds();
      PredictionModel<Vector, ?> model = predictor(task).fit(rows);
      List<String> lines = new ArrayList<>();
      lines.add("cpu=" + (ProcessUse.cpuSeconds() - before));
      lines.add("peak_mb=" + ProcessUse.peakMegabytes());
      Path saved = work.resolve("model");
      ((MLWritable) model).write().overwrite().save(saved.toString());
      lines.add("bytes=" + size(saved));
      Vector[] test = test(task);
      double[] answers = new double[test.length];
      for (int i = 0; i < test.length; i++) {
        answers[i] = model.predict(test[i]);
      }
      AnswerFile.write(Path.of(args[1]), answers);
      lines.add(
          "micros="
              + RowLatency.medianMicros(
                  i -> model.predict(test[i]), Math.min(LATENCY_ROWS, test.length)));
      Files.write(figures, lines);
    }
  }

  private static SparkSession session(MllibTask task, Path work) {
    SparkSession spark =
        SparkSession.builder()
            .appName("bench training")
            .master("local[" + task.cores() + "]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", work.toString())
            .config("spark.sql.shuffle.partitions", task.cores())
            .getOrCreate();
    // Boosting cuts its lineage here every few rounds; without, each round is slower than the last.
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .setCheckpointDir(work.resolve("checkpoints").toString());
    return spark;
  }

  private static Dataset<Row> load(SparkSession spark, MllibTask task) {
    int columns = task.columns();
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .binaryRecords(task.train().toString(), RowFile.bytesPerRow(columns))
            .repartition(PARTITIONS_PER_CORE * task.cores())
            .map(
                record -> {
                  double[] features = new double[columns];
                  double label = RowFile.decode(record, features);
                  return RowFactory.create(label, Vectors.dense(features));
                });
    StructType type =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    Dataset<Row> cached = spark.createDataFrame(rows, type).cache();
    cached.count();
    return cached;
  }

  private static Predictor<Vector, ?, ?> predictor(MllibTask task) {
    Predictor<Vector, ?, ?> predictor =
        switch (task.family()) {
          case "linear_regression" -> new LinearRegression();
          case "decision_tree" -> new DecisionTreeRegressor();
          case "random_forest" -> new RandomForestRegressor();
          case "gradient_boosted_trees" -> new GBTRegressor();
          default -> throw new IllegalArgumentException("no such family: " + task.family());
        };
    task.settings()
        .forEach(
            (name, json) -> {
              Param<Object> parameter = predictor.getParam(name);
              predictor.set(parameter, parameter.jsonDecode(json));
            });
    return predictor;
  }

  private static Vector[] test(MllibTask task) throws IOException {
    try (RowFile.Reader in = new RowFile.Reader(task.test(), task.columns())) {
      Vector[] rows = new Vector[Math.toIntExact(in.rows())];
      for (int i = 0; in.advance(); i++) {
        rows[i] = Vectors.dense(in.features());
      }
      return rows;
    }
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
