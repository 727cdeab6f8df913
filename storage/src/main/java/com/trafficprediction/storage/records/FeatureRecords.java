package com.trafficprediction.storage.records;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.schemas.FeatureRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Feature rows as {@link FeatureRow} records: the catalogue's columns in its order, then the
 * targets by horizon. NaN is null in the record. Stateless, thread-safe.
 */
public final class FeatureRecords {
  private static final int FIRST_FEATURE = 3;
  private static final int FEATURES = FeatureCatalog.features().size();
  private static final int FIRST_SPEED_TARGET = FIRST_FEATURE + FEATURES;
  private static final List<Horizon> HORIZON_ORDER = List.of(Horizon.values());
  private static final int HORIZONS = HORIZON_ORDER.size();
  private static final int FIRST_VOLUME_TARGET = FIRST_SPEED_TARGET + HORIZONS;

  private FeatureRecords() {}

  /**
   * The record of a row.
   *
   * @param originMillis the origin, epoch milliseconds
   * @param localDate date of the origin in the network's time zone
   * @param features the full row of {@link FeatureCatalog#features()}
   * @param speedTargets observed speeds in the order of {@link Horizon#values}, km/h, NaN when not
   *     observed
   * @param volumeTargets observed volumes likewise, vehicles per hour, NaN when not observed
   */
  public static FeatureRow toRecord(
      String segmentId,
      long originMillis,
      LocalDate localDate,
      float[] features,
      float[] speedTargets,
      float[] volumeTargets) {
    if (features.length < FEATURES
        || speedTargets.length != HORIZONS
        || volumeTargets.length != HORIZONS) {
      throw new IllegalArgumentException(
          "a row needs " + FEATURES + " features and " + HORIZONS + " targets of each kind");
    }
    FeatureRow record = new FeatureRow();
    record.setSegmentId(segmentId);
    record.setTimestamp(Instant.ofEpochMilli(originMillis));
    record.setLocalDate(localDate);
    put(record, FIRST_FEATURE, features, FEATURES);
    put(record, FIRST_SPEED_TARGET, speedTargets, HORIZONS);
    put(record, FIRST_VOLUME_TARGET, volumeTargets, HORIZONS);
    return record;
  }

  /** Copies a record's features into {@code row}, in the catalogue's order; null becomes NaN. */
  public static void readFeatures(FeatureRow record, float[] row) {
    for (int i = 0; i < FEATURES; i++) {
      row[i] = number(record.get(FIRST_FEATURE + i));
    }
  }

  /** Copies some of a record's features, given by {@link FeatureCatalog#columns}, into a row. */
  public static void readFeatures(FeatureRow record, int[] columns, float[] row) {
    for (int i = 0; i < columns.length; i++) {
      row[i] = number(record.get(FIRST_FEATURE + columns[i]));
    }
  }

  /** One feature by its column in the catalogue; NaN when absent. */
  public static float feature(FeatureRow record, int column) {
    return number(record.get(FIRST_FEATURE + column));
  }

  /** Observed speed at a horizon's target, km/h; NaN when it was not observed. */
  public static float speedTarget(FeatureRow record, Horizon horizon) {
    return number(record.get(FIRST_SPEED_TARGET + HORIZON_ORDER.indexOf(horizon)));
  }

  /** Observed volume at a horizon's target, vehicles per hour; NaN when it was not observed. */
  public static float volumeTarget(FeatureRow record, Horizon horizon) {
    return number(record.get(FIRST_VOLUME_TARGET + HORIZON_ORDER.indexOf(horizon)));
  }

  /** Names of the columns that must be read to get some features and every target. */
  public static List<String> fieldsFor(Collection<String> features) {
    List<Schema.Field> fields = FeatureRow.getClassSchema().getFields();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      boolean feature = i >= FIRST_FEATURE && i < FIRST_SPEED_TARGET;
      if (!feature || features.contains(fields.get(i).name())) {
        names.add(fields.get(i).name());
      }
    }
    return names;
  }

  /** Every field of the record, in the order that this class and the extractor write. */
  static List<String> expectedFields() {
    List<String> names = new ArrayList<>(List.of("segment_id", "timestamp", "local_date"));
    FeatureCatalog.features().forEach(feature -> names.add(feature.name()));
    for (String quantity : List.of("speed", "volume")) {
      for (Horizon horizon : Horizon.values()) {
        names.add("target_" + quantity + "_" + horizon.key() + "min");
      }
    }
    return names;
  }

  private static void put(FeatureRow record, int first, float[] values, int count) {
    for (int i = 0; i < count; i++) {
      record.put(first + i, Float.isNaN(values[i]) ? null : (Float) values[i]);
    }
  }

  private static float number(@Nullable Object value) {
    return value == null ? Float.NaN : (Float) value;
  }
}
