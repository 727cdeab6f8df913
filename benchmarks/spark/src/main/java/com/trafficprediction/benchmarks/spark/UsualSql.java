package com.trafficprediction.benchmarks.spark;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * What is usual: slot sums spread over +-15 minutes, at three levels, and the segment's own day
 * taken out of them again for rows that lie inside what was fitted.
 */
final class UsualSql {
  private static final int REACH = 3;
  private static final List<String> SUMS = List.of("count", "sum", "sum_squares");

  private UsualSql() {}

  /**
   * The view {@code usual_cells}: a row per segment and slot of the week, from {@code profiles}.
   */
  static void createCells(SparkSession spark) {
    spark
        .sql(
            """
            SELECT /*+ REPARTITION(segment_id) */ segment_id, dow, slot,
              CASE dow WHEN 5 THEN 1 WHEN 6 THEN 2 ELSE 0 END AS type
            FROM (SELECT DISTINCT segment_id FROM profiles
                WHERE evaluation_speed_count > 0 OR evaluation_volume_count > 0)
              LATERAL VIEW explode(sequence(0, 6)) AS dow
              LATERAL VIEW explode(sequence(0, 287)) AS slot
            """)
        .createOrReplaceTempView("all_cells");
    spark
        .sql(
            """
            SELECT all_cells.*, %s
            FROM all_cells
              LEFT JOIN (SELECT /*+ REPARTITION(segment_id) */ * FROM profiles) AS p
              ON all_cells.segment_id = p.segment_id
                AND all_cells.dow * 288 + all_cells.slot = p.cell
            """
                .formatted(
                    columns("coalesce(evaluation_%1$s_%2$s, 0L) AS %1$s_%2$s")
                        .collect(Collectors.joining(", "))))
        .createOrReplaceTempView("cells");
    spark
        .sql(
            "SELECT segment_id, dow, slot, type, "
                + columns("%1$s_%2$s")
                    .map(c -> spread(c) + " AS week_" + c)
                    .collect(Collectors.joining(", "))
                + " FROM cells WINDOW near AS (PARTITION BY segment_id, dow ORDER BY slot)")
        .createOrReplaceTempView("week_cells");
    spark
        .sql(
            "SELECT segment_id AS cell_segment, CAST(dow * 288 + slot AS INT) AS cell, "
                + columns("%1$s_%2$s")
                    .flatMap(
                        c ->
                            Stream.of(
                                "week_" + c,
                                "sum(week_" + c + ") OVER same_type AS type_" + c,
                                "sum(week_" + c + ") OVER same_slot AS all_" + c))
                    .collect(Collectors.joining(", "))
                + " FROM week_cells WINDOW"
                + " same_slot AS (PARTITION BY segment_id, slot),"
                + " same_type AS (PARTITION BY segment_id, slot, type)")
        .createOrReplaceTempView("usual_cells");
  }

  /** The view {@code statistics}: a row per segment with an evaluation profile. */
  static void createStatistics(SparkSession spark) {
    spark
        .sql(
            """
            SELECT stats.*, free_flow
            FROM (SELECT segment_id, n AS speed_windows, mean / 100D AS mean_speed,
                sqrt(greatest(0D, squares / n - mean * mean)) / 100D AS std_speed,
                least / 100D AS min_speed, most / 100D AS max_speed,
                CASE WHEN vn > 0 THEN vmean END AS mean_volume,
                CASE WHEN vn > 0 THEN sqrt(greatest(0D, vsquares / vn - vmean * vmean)) END
                  AS std_volume
              FROM (SELECT segment_id, n, least, most, vn, CAST(total AS DOUBLE) / n AS mean,
                  CAST(squares AS DOUBLE) AS squares, CAST(vtotal AS DOUBLE) / vn AS vmean,
                  CAST(vsquares AS DOUBLE) AS vsquares
                FROM (SELECT segment_id, sum(evaluation_speed_count) AS n,
                    sum(evaluation_speed_sum) AS total,
                    sum(evaluation_speed_sum_squares) AS squares,
                    min(evaluation_speed_min) AS least, max(evaluation_speed_max) AS most,
                    sum(evaluation_volume_count) AS vn, sum(evaluation_volume_sum) AS vtotal,
                    sum(evaluation_volume_sum_squares) AS vsquares
                  FROM profiles GROUP BY segment_id)
                WHERE n > 0)) AS stats
              JOIN (SELECT cell_segment, max(CASE WHEN all_speed_count > 0
                  THEN CAST(all_speed_sum AS DOUBLE) / all_speed_count / 100D END) AS free_flow
                FROM usual_cells GROUP BY cell_segment) ON segment_id = cell_segment
            """)
        .createOrReplaceTempView("statistics");
  }

  /** Select list: what the own local day added to the sums of the slot, as {@code left_...}. */
  static String leftOut() {
    return columns("%1$s_%2$s")
        .map(
            c ->
                IntStream.rangeClosed(-REACH, REACH)
                        .mapToObj(UsualSql::leftOutTerm)
                        .map(term -> term.formatted(folded(c)))
                        .collect(Collectors.joining(" + "))
                    + " AS left_"
                    + c)
        .collect(Collectors.joining(",\n"));
  }

  private static String leftOutTerm(int distance) {
    int weight = REACH + 1 - Math.abs(distance);
    if (distance == 0) {
      return weight + " * coalesce(%s, 0L)";
    }
    String near =
        distance < 0
            ? "CASE WHEN slot >= " + -distance + " THEN lag(%s, " + -distance + ") OVER own END"
            : "CASE WHEN slot + "
                + distance
                + " < 288 THEN lead(%s, "
                + distance
                + ") OVER own END";
    return weight + " * coalesce(" + near + ", 0L)";
  }

  private static String folded(String column) {
    String value = column.startsWith("speed") ? "folded_speed" : "folded_volume";
    if (column.endsWith("_count")) {
      return "CASE WHEN " + value + " IS NOT NULL THEN 1L END";
    }
    return column.endsWith("_squares") ? value + " * " + value : value;
  }

  /**
   * Shrinks slot of the week towards day type towards all days, by a chain of select lists, each
   * over the one before: {@code usual_QUANTITY} and {@code usual_QUANTITY_std}, null where nothing
   * is known.
   */
  static String shrunk(String from) {
    String sql = from;
    sql =
        level(
            sql,
            "CASE WHEN all_%1$s_count - left_%1$s_count > 0 THEN"
                + " CAST(all_%1$s_%2$s - left_%1$s_%2$s AS DOUBLE)"
                + " / (all_%1$s_count - left_%1$s_count) END AS all_mean_%1$s_%2$s");
    sql =
        level(
            sql,
            "(type_%1$s_%2$s - left_%1$s_%2$s + 16D * all_mean_%1$s_%2$s)"
                + " / (CAST(type_%1$s_count - left_%1$s_count AS DOUBLE) + 16D)"
                + " AS type_mean_%1$s_%2$s");
    sql =
        level(
            sql,
            "(week_%1$s_%2$s - left_%1$s_%2$s + 32D * type_mean_%1$s_%2$s)"
                + " / (CAST(week_%1$s_count - left_%1$s_count AS DOUBLE) + 32D)"
                + " AS mean_%1$s_%2$s");
    return "SELECT *, mean_speed_sum / 100D AS usual_speed, sqrt(greatest(0D,"
        + " mean_speed_sum_squares - mean_speed_sum * mean_speed_sum)) / 100D AS usual_speed_std,"
        + " mean_volume_sum AS usual_volume FROM ("
        + sql
        + ")";
  }

  private static String level(String from, String pattern) {
    return Stream.of("speed", "volume")
        .flatMap(q -> Stream.of("sum", "sum_squares").map(s -> pattern.formatted(q, s)))
        .collect(Collectors.joining(", ", "SELECT *, ", " FROM (" + from + ")"));
  }

  /** The six sums: of speed and volume. */
  static Stream<String> columns(String pattern) {
    return Stream.of("speed", "volume")
        .flatMap(q -> SUMS.stream().map(s -> pattern.formatted(q, s)));
  }

  /** A sum spread over the slots around, with triangular weights; never across midnight. */
  private static String spread(String column) {
    return IntStream.rangeClosed(-REACH, REACH)
        .mapToObj(
            d ->
                (REACH + 1 - Math.abs(d))
                    + " * "
                    + (d == 0 ? column : "lag(" + column + ", " + d + ", 0L) OVER near"))
        .collect(Collectors.joining(" + "));
  }
}
