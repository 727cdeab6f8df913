package com.trafficprediction.storage.hbase;

import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.hbase.SegmentKeys.Order;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.hbase.client.Put;

/**
 * How the records of one table become rows. Loading and reading share it. Not thread-safe.
 *
 * @param <T> the record type
 */
abstract class RowFormat<T extends SpecificRecordBase> {
  private final BatchTable table;
  private final Class<T> type;
  private final RecordCodec<T> codec;

  private RowFormat(BatchTable table, Class<T> type) {
    this.table = table;
    this.type = type;
    this.codec = new RecordCodec<>(type);
  }

  /** The table. */
  BatchTable table() {
    return table;
  }

  /** The type of its records. */
  Class<T> type() {
    return type;
  }

  abstract byte[] keyOf(T record, SegmentKeys keys);

  /** The time that decides whether a record is recent enough to be loaded; empty for all. */
  abstract Optional<Instant> timeOf(T record);

  Put toPut(T record, SegmentKeys keys) throws IOException {
    return new Put(keyOf(record, keys)).addColumn(Tables.DATA, Tables.RECORD, codec.encode(record));
  }

  T decode(byte[] cell) throws IOException {
    return codec.decode(cell);
  }

  /** Windows: newest first, because forecasts and history want the latest. */
  static final class Windows extends RowFormat<TrafficWindow> {
    static final Order ORDER = Order.NEWEST_FIRST;

    Windows() {
      super(BatchTable.WINDOWS, TrafficWindow.class);
    }

    @Override
    byte[] keyOf(TrafficWindow record, SegmentKeys keys) {
      return keys.ofTime(record.getSegmentId(), record.getWindowStart().toEpochMilli(), ORDER);
    }

    @Override
    Optional<Instant> timeOf(TrafficWindow record) {
      return Optional.of(record.getWindowStart());
    }
  }

  /** Profiles: a row per segment. */
  static final class Profiles extends RowFormat<SegmentProfile> {
    Profiles() {
      super(BatchTable.PROFILES, SegmentProfile.class);
    }

    @Override
    byte[] keyOf(SegmentProfile record, SegmentKeys keys) {
      return keys.ofSegment(record.getSegmentId());
    }

    @Override
    Optional<Instant> timeOf(SegmentProfile record) {
      return Optional.empty();
    }
  }

  /** Hourly aggregates: oldest first, because charts read from left to right. */
  static final class Hourly extends RowFormat<HourlyAggregate> {
    static final Order ORDER = Order.OLDEST_FIRST;

    Hourly() {
      super(BatchTable.HOURLY, HourlyAggregate.class);
    }

    @Override
    byte[] keyOf(HourlyAggregate record, SegmentKeys keys) {
      return keys.ofTime(record.getSegmentId(), record.getHourStart().toEpochMilli(), ORDER);
    }

    @Override
    Optional<Instant> timeOf(HourlyAggregate record) {
      return Optional.of(record.getHourStart());
    }
  }
}
