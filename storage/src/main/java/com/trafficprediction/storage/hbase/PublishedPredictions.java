package com.trafficprediction.storage.hbase;

import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.storage.hbase.SegmentKeys.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;

/**
 * Owner of the table {@value #TABLE}: a row per segment and origin, newest origin first, with a
 * column per horizon and model. A forecast made again replaces the one before. Thread-safe.
 */
public final class PublishedPredictions {
  static final String TABLE = "predictions";

  private static final Order ORDER = Order.NEWEST_FIRST;
  private static final int SCAN_ROWS = 500;

  private final Tables tables;
  private final TableName name;
  private final SegmentKeys keys;

  PublishedPredictions(Tables tables) throws IOException {
    this.tables = tables;
    this.name = tables.nameOf(TABLE);
    this.keys = tables.ensureSaltedTable(name);
  }

  /**
   * Writes forecasts in one round trip.
   *
   * @param timeToLiveMillis how long they stay, by wall time
   */
  public void write(List<TrafficPrediction> predictions, long timeToLiveMillis) throws IOException {
    RecordCodec<TrafficPrediction> codec = new RecordCodec<>(TrafficPrediction.class);
    List<Put> puts = new ArrayList<>(predictions.size());
    for (TrafficPrediction prediction : predictions) {
      Put put =
          new Put(
              keys.ofTime(
                  prediction.getSegmentId(), prediction.getTimestamp().toEpochMilli(), ORDER));
      put.setTTL(timeToLiveMillis);
      puts.add(put.addColumn(Tables.DATA, column(prediction), codec.encode(prediction)));
    }
    try (Table table = tables.open(name)) {
      table.put(puts);
    }
  }

  /** Horizon and model: two models may forecast the same. */
  private static byte[] column(TrafficPrediction prediction) {
    return (prediction.getPredictionHorizonMinutes() + "/" + prediction.getModelVersion())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Forecasts of a segment whose origin lies in [from, to), oldest origin first. */
  public List<TrafficPrediction> list(String segment, Instant from, Instant to) throws IOException {
    Scan scan =
        new Scan()
            .withStartRow(keys.ofTime(segment, to.toEpochMilli(), ORDER), false)
            .withStopRow(keys.ofTime(segment, from.toEpochMilli(), ORDER), true)
            .addFamily(Tables.DATA)
            .setCaching(SCAN_ROWS);
    RecordCodec<TrafficPrediction> codec = new RecordCodec<>(TrafficPrediction.class);
    List<List<TrafficPrediction>> origins = new ArrayList<>();
    try (Table table = tables.open(name);
        ResultScanner rows = table.getScanner(scan)) {
      for (Result row : rows) {
        List<TrafficPrediction> origin = new ArrayList<>();
        for (Map.Entry<byte[], byte[]> cell : row.getFamilyMap(Tables.DATA).entrySet()) {
          origin.add(codec.decode(cell.getValue()));
        }
        origins.add(origin);
      }
    }
    Collections.reverse(origins);
    return origins.stream().flatMap(List::stream).toList();
  }
}
