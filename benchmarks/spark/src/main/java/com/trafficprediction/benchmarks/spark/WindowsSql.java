package com.trafficprediction.benchmarks.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Raw events to five-minute windows. */
final class WindowsSql {
  private WindowsSql() {}

  /** Windows of the views {@code events} and {@code segments}. */
  static Dataset<Row> windows(SparkSession spark, SparkTask task) {
    spark
        .sql(
            """
            SELECT /*+ REPARTITION(segment_id) */ *, start - start %% 300000 AS window
            FROM (SELECT /*+ BROADCAST(segments) */ events.segment_id, event_id,
                unix_millis(timestamp) AS start, interval_seconds,
                CAST(floor(speed_kmh * 100 + 0.5D) AS INT) AS speed,
                CAST(floor(volume_vph * interval_seconds / 3600D + 0.5D) AS INT) AS vehicles,
                CAST(floor(occupancy_percent * 100 + 0.5D) AS INT) AS occupancy,
                CAST(floor(observed_percent * 100 + 0.5D) AS INT) AS observed,
                processor_id = 'import' AS imported
              FROM events LEFT SEMI JOIN segments ON events.segment_id = segments.id)
            WHERE start >= %d AND start < %d
            """
                .formatted(task.from(), task.until()))
        .createOrReplaceTempView("readings");
    // An event id counts once: what was imported first, then the better observed, then by content.
    spark
        .sql(
            """
            SELECT segment_id, window, best.*, n - 1 AS duplicates
            FROM (SELECT segment_id, window, event_id, count(*) AS n,
                max(struct(imported, observed, -start AS earliest, -interval_seconds AS shortest,
                    speed, vehicles, occupancy, interval_seconds)) AS best
              FROM readings GROUP BY segment_id, window, event_id)
            """)
        .createOrReplaceTempView("counted");
    spark
        .sql(
            """
            SELECT segment_id, window, CAST(sum(duplicates) AS INT) AS duplicates,
              CAST(count_if(observed > 0) AS INT) AS observed_readings,
              CAST(count_if(observed = 0) AS INT) AS imputed_readings,
              CAST(count(CASE WHEN observed > 0 THEN speed END) AS INT) AS speed_readings,
              coalesce(sum(CASE WHEN observed > 0 THEN CAST(speed AS BIGINT) END), 0L)
                AS sum_speed_centi,
              coalesce(sum(CASE WHEN observed > 0 THEN CAST(speed AS BIGINT) * speed END), 0L)
                AS sum_speed_squared_centi,
              coalesce(min(CASE WHEN observed > 0 THEN speed END), -1) AS min_speed_centi,
              coalesce(max(CASE WHEN observed > 0 THEN speed END), -1) AS max_speed_centi,
              CAST(count_if(observed > 0 AND speed IS NOT NULL AND vehicles IS NOT NULL) AS INT)
                AS weighted_speed_readings,
              coalesce(sum(CASE WHEN observed > 0 AND speed IS NOT NULL
                THEN CAST(vehicles AS BIGINT) END), 0L) AS weighted_vehicles,
              coalesce(sum(CASE WHEN observed > 0 THEN CAST(speed AS BIGINT) * vehicles END), 0L)
                AS sum_speed_centi_by_vehicles,
              CAST(count(CASE WHEN observed > 0 THEN vehicles END) AS INT) AS vehicle_readings,
              coalesce(sum(CASE WHEN observed > 0 THEN CAST(vehicles AS BIGINT) END), 0L)
                AS vehicles,
              coalesce(sum(CASE WHEN observed > 0 AND vehicles IS NOT NULL
                THEN CAST(interval_seconds AS BIGINT) END), 0L) AS vehicle_seconds,
              coalesce(sum(CASE WHEN observed = 0 THEN CAST(vehicles AS BIGINT) END), 0L)
                AS imputed_vehicles,
              coalesce(sum(CASE WHEN observed = 0 AND vehicles IS NOT NULL
                THEN CAST(interval_seconds AS BIGINT) END), 0L) AS imputed_vehicle_seconds,
              CAST(count(CASE WHEN observed > 0 THEN occupancy END) AS INT) AS occupancy_readings,
              coalesce(sum(CASE WHEN observed > 0 THEN CAST(occupancy AS BIGINT) END), 0L)
                AS sum_occupancy_centi
            FROM counted GROUP BY segment_id, window
            """)
        .createOrReplaceTempView("sums");
    return spark.sql(
        """
        SELECT segment_id, timestamp_millis(window) AS window_start,
          timestamp_millis(window + 300000) AS window_end,
          CASE WHEN speed_readings = 0 THEN NULL
            WHEN weighted_speed_readings = speed_readings AND weighted_vehicles > 0
              THEN CAST(sum_speed_centi_by_vehicles AS DOUBLE) / weighted_vehicles / 100D
            ELSE CAST(sum_speed_centi AS DOUBLE) / speed_readings / 100D END AS speed_avg_kmh,
          CASE WHEN min_speed_centi >= 0 THEN min_speed_centi / 100D END AS speed_min_kmh,
          CASE WHEN max_speed_centi >= 0 THEN max_speed_centi / 100D END AS speed_max_kmh,
          CASE WHEN speed_readings >= 2 THEN sqrt(
              CAST(speed_readings * sum_speed_squared_centi - sum_speed_centi * sum_speed_centi
                AS DOUBLE) / (speed_readings * CAST(speed_readings - 1 AS BIGINT))) / 100D END
            AS speed_std_kmh,
          CASE WHEN vehicle_readings > 0 THEN vehicles END AS vehicles,
          CASE WHEN vehicle_seconds > 0 THEN vehicles * 3600D / vehicle_seconds END AS volume_vph,
          CASE WHEN occupancy_readings > 0
            THEN CAST(sum_occupancy_centi AS DOUBLE) / occupancy_readings / 100D END
            AS occupancy_avg_percent,
          observed_readings AS observed_count, imputed_readings AS imputed_count,
          duplicates AS duplicate_count, 0 AS late_count, 'closed' AS state, 0L AS revision,
          struct(observed_readings, imputed_readings, speed_readings, sum_speed_centi,
            sum_speed_squared_centi, min_speed_centi, max_speed_centi, weighted_speed_readings,
            weighted_vehicles, sum_speed_centi_by_vehicles, vehicle_readings, vehicles,
            vehicle_seconds, imputed_vehicles, imputed_vehicle_seconds, occupancy_readings,
            sum_occupancy_centi) AS sums
        FROM sums
        """);
  }
}
