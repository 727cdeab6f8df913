package com.trafficprediction.benchmarks.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * {@code SparkComparison TASK OUR-WINDOWS OUR-PROFILES OUR-FEATURES OUTPUT RESULT}: compares all
 * cells of both results. Windows and profiles must be equal to the last bit; a feature may differ
 * by {@value #TOLERANCE} of its value (of 1 where it is smaller): sums of doubles are added up in
 * another order. RESULT gets a line per table, {@code name=rows,cells,differing}, and a line per
 * column that differs.
 */
public final class SparkComparison {
  static final double TOLERANCE = 1e-5;

  private final List<String> result = new ArrayList<>();

  private SparkComparison() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    SparkComparison comparison = new SparkComparison();
    try (SparkSession spark = SparkPeer.session(SparkTask.read(Path.of(args[0])))) {
      Path output = Path.of(args[4]);
      comparison.compare(
          "windows",
          flat(spark.read().parquet(args[1])),
          flat(parquet(spark, output, "windows")),
          List.of("segment_id", "window_start"),
          0);
      comparison.compare(
          "profiles",
          cells(spark, args[2]),
          parquet(spark, output, "profiles"),
          List.of("segment_id", "cell"),
          0);
      comparison.compare(
          "features",
          spark.read().parquet(args[3]),
          parquet(spark, output, "features"),
          List.of("segment_id", "timestamp"),
          TOLERANCE);
    }
    Files.write(Path.of(args[5]), comparison.result);
  }

  private static Dataset<Row> parquet(SparkSession spark, Path output, String name) {
    return spark.read().parquet(output.resolve(name).toString());
  }

  /** A struct's fields as columns. */
  private static Dataset<Row> flat(Dataset<Row> windows) {
    List<String> columns = new ArrayList<>();
    for (StructField field : windows.schema().fields()) {
      if (field.dataType() instanceof StructType struct) {
        for (String name : struct.fieldNames()) {
          columns.add(field.name() + "." + name + " AS " + field.name() + "_" + name);
        }
      } else {
        columns.add(field.name());
      }
    }
    return windows.selectExpr(columns.toArray(new String[0]));
  }

  /** Our profiles, an array per segment and fit, as a row per segment and cell. */
  private static Dataset<Row> cells(SparkSession spark, String profiles) {
    spark.read().parquet(profiles).createOrReplaceTempView("our_profiles");
    List<String> columns = new ArrayList<>();
    for (String fit : List.of("evaluation", "serving")) {
      for (String quantity : List.of("speed", "volume")) {
        for (String sum : List.of("count", "sum", "sum_squares")) {
          columns.add(
              ("coalesce(max(CASE WHEN fit = '%1$s' THEN get(%2$s_%3$s, cell) END), 0L)"
                      + " AS %1$s_%2$s_%3$s")
                  .formatted(fit, quantity, sum));
        }
      }
    }
    return spark
        .sql(
            "SELECT segment_id, cell, "
                + String.join(", ", columns)
                + " FROM our_profiles LATERAL VIEW explode(sequence(0, 2015)) AS cell"
                + " GROUP BY segment_id, cell")
        .where("serving_speed_count > 0 OR serving_volume_count > 0");
  }

  private void compare(
      String name, Dataset<Row> ours, Dataset<Row> theirs, List<String> keys, double tolerance) {
    List<String> columns = new ArrayList<>(List.of(ours.columns()));
    columns.removeAll(keys);
    Dataset<Row> both =
        ours.as("o")
            .join(
                theirs.as("s"),
                keys.stream()
                    .map(k -> functions.expr("o." + k + " <=> s." + k))
                    .reduce((a, b) -> a.and(b))
                    .orElseThrow(),
                "full_outer");
    List<String> counts = new ArrayList<>();
    counts.add("count(*) AS n");
    counts.add("count_if(o.%1$s IS NULL OR s.%1$s IS NULL) AS missing".formatted(keys.get(0)));
    for (String column : columns) {
      String equal = "o.%1$s <=> s.%1$s".formatted(column);
      if (tolerance > 0 && !column.equals("local_date")) {
        equal +=
            " OR coalesce(abs(o.%1$s - s.%1$s) <= %2$s * greatest(1D, abs(o.%1$s)), false)"
                .formatted(column, tolerance + "D");
      }
      counts.add("count_if(NOT (" + equal + ")) AS `" + column + "`");
    }
    Row counted = both.selectExpr(counts.toArray(new String[0])).first();
    long rows = counted.getLong(0);
    long differing = counted.getLong(1) * columns.size();
    List<String> which = new ArrayList<>();
    if (counted.getLong(1) > 0) {
      which.add(name + ": " + counted.getLong(1) + " rows on one side alone");
    } else {
      for (int i = 0; i < columns.size(); i++) {
        long n = counted.getLong(2 + i);
        differing += n;
        if (n > 0) {
          which.add(name + ": " + columns.get(i) + " differs in " + n + " rows");
        }
      }
    }
    result.add(name + "=" + rows + "," + rows * columns.size() + "," + differing);
    result.addAll(which);
  }
}
