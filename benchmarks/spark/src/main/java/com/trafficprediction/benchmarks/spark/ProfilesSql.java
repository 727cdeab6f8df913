package com.trafficprediction.benchmarks.spark;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Windows to sums by slot of the week, for both fits, and to the means of the whole network. */
final class ProfilesSql {
  private ProfilesSql() {}

  /** Day of the week of a local timestamp, 0 Monday to 6 Sunday or holiday. */
  static String dayOfWeek(String local, List<String> holidays) {
    if (holidays.isEmpty()) {
      return "weekday(" + local + ")";
    }
    String dates = holidays.stream().map(d -> "DATE'" + d + "'").collect(Collectors.joining(", "));
    return "CASE WHEN to_date("
        + local
        + ") IN ("
        + dates
        + ") THEN 6 ELSE weekday("
        + local
        + ") END";
  }

  /** Five-minute slot of the day of a local timestamp, 0 to 287. */
  static String slot(String local) {
    return "(hour(" + local + ") * 12 + minute(" + local + ") DIV 5)";
  }

  /** A row per segment and slot of the week with a window, from the view {@code windows}. */
  static Dataset<Row> profiles(SparkSession spark, SparkTask task) {
    return spark.sql(
        """
        SELECT segment_id, CAST(dow * 288 + slot AS INT) AS cell,
          %s,
          %s
        FROM (SELECT segment_id, unix_millis(window_start) AS start, %s AS dow, %s AS slot,
            CAST(floor(speed_avg_kmh * 100 + 0.5D) AS BIGINT) AS speed,
            CAST(floor(volume_vph + 0.5D) AS BIGINT) AS volume
          FROM (SELECT *, from_utc_timestamp(window_start, '%s') AS local FROM windows))
        WHERE speed IS NOT NULL OR volume IS NOT NULL
        GROUP BY segment_id, dow * 288 + slot
        """
            .formatted(
                sums("evaluation", "start < " + task.fitted()),
                sums("serving", "true"),
                dayOfWeek("local", task.holidays()),
                slot("local"),
                task.zone()));
  }

  private static String sums(String fit, String covered) {
    return List.of("speed", "volume").stream()
        .map(
            quantity ->
                """
                count(CASE WHEN %2$s THEN %1$s END) AS %3$s_%1$s_count,
                coalesce(sum(CASE WHEN %2$s THEN %1$s END), 0L) AS %3$s_%1$s_sum,
                coalesce(sum(CASE WHEN %2$s THEN %1$s * %1$s END), 0L) AS %3$s_%1$s_sum_squares,
                min(CASE WHEN %2$s THEN %1$s END) AS %3$s_%1$s_min,
                max(CASE WHEN %2$s THEN %1$s END) AS %3$s_%1$s_max\
                """
                    .formatted(quantity, covered, fit))
        .collect(Collectors.joining(",\n"));
  }

  /** A row per window with an observed segment, from the view {@code windows}. */
  static Dataset<Row> networkMeans(SparkSession spark, SparkTask task) {
    return spark.sql(
        """
        SELECT window_start, count(*) AS segments, sum(speed) AS sum_speed_centi,
          count_if(speed / 100D < %s) AS congested
        FROM (SELECT window_start, CAST(floor(speed_avg_kmh * 100 + 0.5D) AS BIGINT) AS speed
          FROM windows WHERE speed_avg_kmh IS NOT NULL)
        GROUP BY window_start
        """
            .formatted(task.congestedBelowKmh() + "D"));
  }
}
