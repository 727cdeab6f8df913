package com.trafficprediction.benchmarks.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Windows, profiles and network means to feature rows. Origins inside what was fitted (part 0) and
 * after it (part 1) use other profiles, so each part has a grid of times of its own. What a row and
 * its neighbours share is computed once and kept.
 */
final class FeaturesSql {
  private static final long WINDOW = 300_000;
  private static final int[] LAGS = {5, 10, 15, 20, 25, 30, 40, 50, 60, 90, 120};
  private static final int[] HORIZONS = {15, 30, 60};
  private static final int HOPS = 4;

  private FeaturesSql() {}

  /** Feature rows of the views {@code windows}, {@code profiles} and {@code network_means}. */
  static Dataset<Row> rows(SparkSession spark, SparkTask task) {
    UsualSql.createCells(spark);
    UsualSql.createStatistics(spark);
    createTimes(spark, task);
    createShared(spark, task);
    createHalo(spark);
    return spark.sql(features(task));
  }

  /** The view {@code times}: a row per part and time, with calendar and network columns. */
  private static void createTimes(SparkSession spark, SparkTask task) {
    spark
        .sql(
            """
            SELECT part, t, t + 300000 AS origin, dow, slot, CAST(dow * 288 + slot AS INT) AS cell,
              slot * 5 DIV 60 AS hour, to_date(local) AS day,
              to_date(from_utc_timestamp(timestamp_millis(t + 300000), '%1$s')) AS local_date,
              sin(2 * pi() * (slot * 5 / 60D) / 24D) AS hour_sin,
              cos(2 * pi() * (slot * 5 / 60D) / 24D) AS hour_cos,
              now.sum_speed_centi / CAST(now.segments AS DOUBLE) / 100D AS network_now,
              ago.sum_speed_centi / CAST(ago.segments AS DOUBLE) / 100D AS network_ago,
              now.congested / CAST(now.segments AS DOUBLE) AS network_congested
            FROM (SELECT part, t, local, %2$s AS dow, %3$s AS slot
                FROM (SELECT part, t, from_utc_timestamp(timestamp_millis(t), '%1$s') AS local
                  FROM (SELECT 0 AS part, explode(sequence(%4$dL, %5$dL, 300000L)) AS t
                    UNION ALL SELECT 1, explode(sequence(%6$dL, %7$dL, 300000L)))))
              LEFT JOIN network_means AS now ON unix_millis(now.window_start) = t
              LEFT JOIN network_means AS ago ON unix_millis(ago.window_start) = t - 900000
            """
                .formatted(
                    task.zone(),
                    ProfilesSql.dayOfWeek("local", task.holidays()),
                    ProfilesSql.slot("local"),
                    task.from() - 24 * WINDOW,
                    task.fitted() + 15 * WINDOW,
                    task.fitted() - 40 * WINDOW,
                    task.until() + 12 * WINDOW))
        .createOrReplaceTempView("times");
  }

  /** The view {@code shared}: a row per segment, part and time, kept for both who read it. */
  private static void createShared(SparkSession spark, SparkTask task) {
    String grid =
        """
        SELECT /*+ REPARTITION(segment_id) */ id AS segment_id, times.* FROM times CROSS JOIN segments
        """;
    String observed =
        """
        SELECT /*+ REPARTITION(segment_id) */ segment_id AS window_segment,
          unix_millis(window_start) AS window_t,
          CAST(floor(speed_avg_kmh * 100 + 0.5D) AS BIGINT) AS speed_centi,
          CAST(floor(volume_vph + 0.5D) AS BIGINT) AS volume_vph,
          CAST(floor(occupancy_avg_percent * 100 + 0.5D) AS BIGINT) AS occupancy_centi
        FROM windows
        """;
    String joined =
        """
        SELECT g.*, speed_centi / 100D AS speed, CAST(volume_vph AS DOUBLE) AS volume,
          occupancy_centi / 100D AS occupancy,
          CASE WHEN part = 0 AND origin <= %d THEN speed_centi END AS folded_speed,
          CASE WHEN part = 0 AND origin <= %d THEN volume_vph END AS folded_volume, usual_cells.*
        FROM (%s) AS g
          LEFT JOIN (%s) AS o ON g.segment_id = o.window_segment AND g.t = o.window_t
          LEFT JOIN usual_cells ON g.segment_id = cell_segment AND g.cell = usual_cells.cell
        """
            .formatted(task.fitted(), task.fitted(), grid, observed);
    String withLeftOut =
        "SELECT segment_id, part, t, origin, speed, volume, occupancy,\n"
            + UsualSql.columns("all_%1$s_%2$s, type_%1$s_%2$s, week_%1$s_%2$s")
                .collect(Collectors.joining(", "))
            + ",\n"
            + UsualSql.leftOut()
            + ",\nlast(speed, true) OVER hour_back AS last_speed,"
            + " last(volume, true) OVER hour_back AS last_volume,"
            + " last(occupancy, true) OVER hour_back AS filled_occupancy,"
            + " last(CASE WHEN speed IS NOT NULL THEN t END, true) OVER hour_back AS last_t\nFROM ("
            + joined
            + ")\nWINDOW own AS (PARTITION BY segment_id, part ORDER BY t),"
            + " hour_back AS (PARTITION BY segment_id, part ORDER BY t"
            + " ROWS BETWEEN 12 PRECEDING AND CURRENT ROW)";
    spark
        .sql(
            """
            SELECT segment_id, part, t, origin, speed, volume, usual_speed, usual_speed_std,
              usual_volume, filled_occupancy AS occupancy,
              coalesce((t - last_t) / 60000D, 65D) AS age,
              coalesce(last_speed, usual_speed) AS filled_speed,
              coalesce(last_volume, usual_volume) AS filled_volume
            FROM (%s)
            """
                .formatted(UsualSql.shrunk(withLeftOut)))
        .persist(StorageLevel.MEMORY_AND_DISK())
        .createOrReplaceTempView("shared");
  }

  /** The view {@code halo}: what each row takes from its neighbours. */
  private static void createHalo(SparkSession spark) {
    List<String> picked = new ArrayList<>();
    for (int role = 0; role <= 2 * HOPS; role++) {
      for (String value : List.of("speed", "deviation", "change")) {
        picked.add("max(CASE WHEN role = %1$d THEN %2$s END) AS %2$s_%1$d".formatted(role, value));
      }
    }
    for (int role : List.of(0, HOPS)) {
      picked.add("max(CASE WHEN role = %1$d THEN occupancy END) AS occupancy_%1$d".formatted(role));
    }
    spark
        .sql(
            """
            SELECT segment_id AS halo_segment, part AS halo_part, t AS halo_t, %s
            FROM (SELECT /*+ REPARTITION(segment_id) */ *
              FROM (SELECT /*+ BROADCAST(edges) */ edges.segment_id, role, part, t, speed, occupancy,
                  CASE WHEN speed IS NOT NULL THEN coalesce(speed - usual_speed, 0D) END AS deviation,
                  CASE WHEN speed IS NOT NULL THEN coalesce(speed - speed_ago, 0D) END AS change
                FROM (SELECT segment_id, part, t, filled_speed AS speed, usual_speed, occupancy,
                    coalesce(lag(filled_speed, 3) OVER own, usual_speed) AS speed_ago
                  FROM shared WINDOW own AS (PARTITION BY segment_id, part ORDER BY t)) AS near
                  JOIN edges ON edges.neighbour = near.segment_id))
            GROUP BY segment_id, part, t
            """
                .formatted(String.join(",\n", picked)))
        .createOrReplaceTempView("halo");
  }

  private static String features(SparkTask task) {
    List<String> columns = new ArrayList<>();
    columns.addAll(
        List.of(
            "times.hour AS hour",
            "dow AS day_of_week",
            "day(day) AS day_of_month",
            "month(day) AS month",
            "CAST(dow >= 5 AS INT) AS is_weekend",
            "CAST(dow < 5 AND (hour >= 6 AND hour < 10 OR hour >= 15 AND hour < 19) AS INT)"
                + " AS is_rush_hour",
            "hour_sin",
            "hour_cos"));
    columns.addAll(speed());
    columns.addAll(volume());
    columns.addAll(usual());
    columns.addAll(neighbours());
    for (String quantity : List.of("speed", "volume")) {
      for (int horizon : HORIZONS) {
        columns.add("target_%s_%dmin".formatted(quantity, horizon));
      }
    }
    return """
    SELECT /*+ BROADCAST(times, statistics, segments) */
      own.segment_id, timestamp_millis(own.origin) AS timestamp, local_date,
    %s
    FROM (%s) AS own
      JOIN times ON own.part = times.part AND own.t = times.t
      JOIN statistics ON own.segment_id = statistics.segment_id
      JOIN segments ON own.segment_id = segments.id
      LEFT JOIN halo ON own.segment_id = halo_segment AND own.part = halo_part
        AND own.t = halo_t
    WHERE speed_windows * 100 >= %dL * %d
    """
        .formatted(
            columns.stream().map(FeaturesSql::asFloat).collect(Collectors.joining(",\n")),
            own(task),
            (task.fitted() - task.from()) / WINDOW,
            task.minObservedPercent());
  }

  private static String asFloat(String column) {
    int as = column.lastIndexOf(" AS ");
    String expression = as < 0 ? column : column.substring(0, as);
    String name = as < 0 ? column : column.substring(as + 4);
    return "CAST(" + expression + " AS FLOAT) AS " + name;
  }

  /** Lags, statistics over the last hour, and what comes: everything that looks along time. */
  private static String own(SparkTask task) {
    List<String> columns = new ArrayList<>();
    for (int minutes : LAGS) {
      columns.add(
          "coalesce(lag(filled_speed, %d) OVER own, usual_speed) AS speed_lag_%dmin"
              .formatted(minutes / 5, minutes));
    }
    for (int minutes : List.of(15, 30)) {
      columns.add(
          "coalesce(lag(filled_volume, %d) OVER own, usual_volume) AS volume_lag_%dmin"
              .formatted(minutes / 5, minutes));
    }
    for (int minutes : HORIZONS) {
      for (String statistic : List.of("avg", "stddev_pop", "min", "max", "count")) {
        columns.add("%1$s(speed) OVER last_%2$d AS %1$s_%2$d".formatted(statistic, minutes));
      }
      columns.add(
          "lead(speed, %1$d) OVER own AS target_speed_%2$dmin".formatted(minutes / 5, minutes));
      columns.add(
          "lead(volume, %1$d) OVER own AS target_volume_%2$dmin".formatted(minutes / 5, minutes));
      for (String usual : List.of("usual_speed", "usual_speed_std", "usual_volume")) {
        columns.add(
            "lead(%1$s, %2$d) OVER own AS %1$s_%3$d".formatted(usual, minutes / 5, minutes));
      }
    }
    columns.add("avg(volume) OVER last_30 AS volume_avg");
    columns.add("stddev_pop(volume) OVER last_30 AS volume_std");
    columns.add("lag(occupancy, 3) OVER own AS occupancy_ago");
    String windows =
        IntStream.of(HORIZONS)
            .mapToObj(
                minutes ->
                    (", last_%d AS (PARTITION BY segment_id, part ORDER BY t"
                            + " ROWS BETWEEN %d PRECEDING AND CURRENT ROW)")
                        .formatted(minutes, minutes / 5 - 1))
            .collect(Collectors.joining());
    return """
    SELECT * FROM (SELECT *, %1$s FROM shared
      WINDOW own AS (PARTITION BY segment_id, part ORDER BY t)%2$s)
    WHERE t >= %3$d AND origin <= %4$d
      AND (part = 0 AND origin < %5$d OR part = 1 AND origin >= %5$d)
      AND usual_speed IS NOT NULL AND usual_speed_15 IS NOT NULL
      AND usual_speed_30 IS NOT NULL AND usual_speed_60 IS NOT NULL
      AND (target_speed_15min IS NOT NULL OR target_speed_30min IS NOT NULL
        OR target_speed_60min IS NOT NULL)
    """
        .formatted(String.join(",\n", columns), windows, task.from(), task.until(), task.fitted());
  }

  private static List<String> speed() {
    List<String> columns = new ArrayList<>();
    columns.add("filled_speed AS speed");
    columns.add("age AS speed_age_min");
    for (int minutes : LAGS) {
      columns.add("speed_lag_%dmin".formatted(minutes));
    }
    for (int minutes : HORIZONS) {
      columns.add(
          "coalesce(avg_%1$d, filled_speed) AS speed_rolling_avg_%1$dmin".formatted(minutes));
      columns.add("coalesce(stddev_pop_%1$d, 0D) AS speed_rolling_std_%1$dmin".formatted(minutes));
      columns.add(
          "coalesce(min_%1$d, filled_speed) AS speed_rolling_min_%1$dmin".formatted(minutes));
      columns.add(
          "coalesce(max_%1$d, filled_speed) AS speed_rolling_max_%1$dmin".formatted(minutes));
      columns.add("count_%1$d AS samples_%1$dmin".formatted(minutes));
    }
    columns.addAll(
        List.of(
            "filled_speed - speed_lag_5min AS speed_change",
            "filled_speed - speed_lag_15min AS speed_change_15min",
            "mean_speed AS segment_avg_speed",
            "std_speed AS segment_std_speed",
            "min_speed AS segment_min_speed",
            "max_speed AS segment_max_speed",
            "free_flow AS segment_free_flow_speed",
            "CASE WHEN std_speed > 0 THEN (filled_speed - mean_speed) / std_speed ELSE 0D END"
                + " AS speed_normalized",
            "1 - filled_speed / free_flow AS congestion_index"));
    return columns;
  }

  private static List<String> volume() {
    return List.of(
        "filled_volume AS volume",
        "volume_lag_15min",
        "volume_lag_30min",
        "coalesce(volume_avg, filled_volume) AS volume_rolling_avg",
        "coalesce(volume_std, 0D) AS volume_rolling_std",
        "filled_volume - volume_lag_15min AS volume_change_15min",
        "mean_volume AS segment_avg_volume",
        "std_volume AS segment_std_volume",
        "usual_volume AS volume_profile_now",
        "usual_volume_15 AS volume_profile_15min",
        "usual_volume_30 AS volume_profile_30min",
        "usual_volume_60 AS volume_profile_60min",
        "occupancy",
        "occupancy - occupancy_ago AS occupancy_change_15min",
        "coalesce(occupancy_0, occupancy) AS up1_occupancy",
        "coalesce(occupancy_4, occupancy) AS down1_occupancy");
  }

  private static List<String> usual() {
    List<String> columns = new ArrayList<>();
    columns.add("usual_speed AS profile_now_mean");
    columns.add("usual_speed_std AS profile_now_std");
    columns.add("filled_speed - usual_speed AS profile_now_deviation");
    for (int minutes : HORIZONS) {
      columns.add("usual_speed_%1$d AS profile_%1$dmin_mean".formatted(minutes));
      columns.add("usual_speed_std_%1$d AS profile_%1$dmin_std".formatted(minutes));
      columns.add("usual_speed_%1$d - usual_speed AS profile_%1$dmin_change".formatted(minutes));
    }
    return columns;
  }

  private static List<String> neighbours() {
    List<String> columns = new ArrayList<>();
    for (String side : List.of("up", "down")) {
      int first = side.equals("up") ? 0 : HOPS;
      for (int hop = 0; hop < HOPS; hop++) {
        columns.addAll(neighbour(side + (hop + 1), first + hop).toList());
      }
      columns.add(
          ("CASE WHEN %1$s_hops = 0 THEN 0D ELSE (coalesce(deviation_%2$d, 0D)"
                  + " + coalesce(deviation_%3$d, 0D)) / %1$s_hops END AS %1$s_2hop_deviation")
              .formatted(side, first, first + 1));
    }
    columns.addAll(neighbour("colocated", 2 * HOPS).toList());
    columns.add("coalesce(network_now, filled_speed) AS network_speed");
    columns.add("coalesce(network_now - network_ago, 0D) AS network_change_15min");
    columns.add("coalesce(network_congested, 0D) AS network_congested_share");
    return columns;
  }

  private static Stream<String> neighbour(String name, int role) {
    return Stream.of(
        "coalesce(speed_%d, filled_speed) AS %s_speed".formatted(role, name),
        "coalesce(deviation_%d, 0D) AS %s_deviation".formatted(role, name),
        "coalesce(change_%d, 0D) AS %s_change_15min".formatted(role, name));
  }
}
