package com.trafficprediction.storage.hbase;

import com.trafficprediction.schemas.IncidentStatus;
import com.trafficprediction.schemas.TrafficIncident;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Owner of the table {@value #TABLE}: a row per incident, of detector and agencies, with its last
 * revision ({@code meta:rev}); and a row per chain that says how far its detector has come.
 *
 * <p>A row changes by compare-and-set alone, one revision at a time: the detector's findings and an
 * operator's acknowledgement meet in it, and neither overwrites the other. Writing what is there
 * already changes nothing. Keys are not salted: there are some hundred writes an hour. Thread-safe.
 */
public final class Incidents {
  static final String TABLE = "incidents";

  private static final String INCIDENT = "i/";
  private static final String FRONTIER = "f/";
  private static final byte[] REVISION = "rev".getBytes(StandardCharsets.UTF_8);
  private static final byte[] UNTIL = "until".getBytes(StandardCharsets.UTF_8);
  private static final int SCAN_ROWS = 500;

  private final Tables tables;
  private final TableName name;

  private Incidents(Tables tables, TableName name) {
    this.tables = tables;
    this.name = name;
  }

  static Incidents ensure(Tables tables) throws IOException {
    TableName name = tables.nameOf(TABLE);
    tables.ensurePlainTable(name);
    return new Incidents(tables, name);
  }

  static Incidents ensure(Tables tables, Duration retention) throws IOException {
    Incidents incidents = ensure(tables);
    tables.ensureRetention(incidents.name, retention);
    return incidents;
  }

  /**
   * What a write came to.
   *
   * @param incident as it is in the table now, with its revision and acknowledgement
   * @param changed false when all of it was there already, or something newer
   */
  public record Written(TrafficIncident incident, boolean changed) {}

  /**
   * Writes an incident, unless what is there was updated later. Revision and acknowledgement are
   * those of the table, whatever the record says.
   */
  public Written put(TrafficIncident incident) throws IOException {
    return change(
            incident.getIncidentId(),
            Optional.of(incident),
            before ->
                before.getUpdatedAt().isAfter(incident.getUpdatedAt())
                    ? before
                    : acknowledgedAs(before, TrafficIncident.newBuilder(incident).build()))
        .orElseThrow();
  }

  /**
   * Records that an operator has seen an incident; the first one to do so stays.
   *
   * @return empty when there is no such incident
   */
  public Optional<Written> acknowledge(String id, String operator, Instant at) throws IOException {
    return change(
        id,
        Optional.empty(),
        before -> {
          if (before.getAcknowledgedAt() != null) {
            return before;
          }
          TrafficIncident next = TrafficIncident.newBuilder(before).build();
          next.setAcknowledgedBy(operator);
          next.setAcknowledgedAt(at);
          return next;
        });
  }

  private static TrafficIncident acknowledgedAs(TrafficIncident before, TrafficIncident next) {
    next.setAcknowledgedBy(before.getAcknowledgedBy());
    next.setAcknowledgedAt(before.getAcknowledgedAt());
    return next;
  }

  /** One step of compare and set, as often as others come in between. */
  private Optional<Written> change(
      String id, Optional<TrafficIncident> first, UnaryOperator<TrafficIncident> next)
      throws IOException {
    byte[] row = key(INCIDENT, id);
    RecordCodec<TrafficIncident> codec = new RecordCodec<>(TrafficIncident.class);
    try (Table table = tables.open(name)) {
      while (true) {
        byte[] cell = table.get(new Get(row)).getValue(Tables.DATA, Tables.RECORD);
        if (cell == null && first.isEmpty()) {
          return Optional.empty();
        }
        TrafficIncident before = cell == null ? null : codec.decode(cell);
        TrafficIncident after =
            before == null
                ? TrafficIncident.newBuilder(first.orElseThrow()).build()
                : next.apply(before);
        long revision = before == null ? 0 : before.getRevision();
        after.setRevision(revision);
        if (after.equals(before)) {
          return Optional.of(new Written(after, false));
        }
        after.setRevision(revision + 1);
        CheckAndMutate.Builder check = CheckAndMutate.newBuilder(row);
        CheckAndMutate.Builder guarded =
            before == null
                ? check.ifNotExists(Tables.META, REVISION)
                : check.ifEquals(Tables.META, REVISION, Bytes.toBytes(revision));
        Put put =
            new Put(row)
                .addColumn(Tables.DATA, Tables.RECORD, codec.encode(after))
                .addColumn(Tables.META, REVISION, Bytes.toBytes(revision + 1));
        if (table.checkAndMutate(guarded.build(put)).isSuccess()) {
          return Optional.of(new Written(after, true));
        }
      }
    }
  }

  /** The incident of that id, if there is one. */
  public Optional<TrafficIncident> find(String id) throws IOException {
    try (Table table = tables.open(name)) {
      byte[] cell = table.get(new Get(key(INCIDENT, id))).getValue(Tables.DATA, Tables.RECORD);
      return cell == null
          ? Optional.empty()
          : Optional.of(new RecordCodec<>(TrafficIncident.class).decode(cell));
    }
  }

  /** Every incident that is kept, by id. */
  public List<TrafficIncident> listAll() throws IOException {
    RecordCodec<TrafficIncident> codec = new RecordCodec<>(TrafficIncident.class);
    List<TrafficIncident> incidents = new ArrayList<>();
    Scan scan =
        new Scan()
            .setStartStopRowForPrefixScan(INCIDENT.getBytes(StandardCharsets.UTF_8))
            .setCaching(SCAN_ROWS);
    try (Table table = tables.open(name);
        ResultScanner rows = table.getScanner(scan)) {
      for (Result row : rows) {
        byte[] cell = row.getValue(Tables.DATA, Tables.RECORD);
        if (cell != null) {
          incidents.add(codec.decode(cell));
        }
      }
    }
    return incidents;
  }

  /** Those that are not over. */
  public List<TrafficIncident> listOpen() throws IOException {
    return listAll().stream().filter(i -> i.getStatus() == IncidentStatus.open).toList();
  }

  /**
   * Up to where a chain's incidents are all written; empty before the first.
   *
   * @return event time, epoch milliseconds
   */
  public OptionalLong findFrontier(String chain) throws IOException {
    try (Table table = tables.open(name)) {
      byte[] cell = table.get(new Get(key(FRONTIER, chain))).getValue(Tables.META, UNTIL);
      return cell == null ? OptionalLong.empty() : OptionalLong.of(Bytes.toLong(cell));
    }
  }

  /** Says up to where a chain's incidents are all written. */
  public void putFrontier(String chain, long untilMillis) throws IOException {
    try (Table table = tables.open(name)) {
      table.put(
          new Put(key(FRONTIER, chain)).addColumn(Tables.META, UNTIL, Bytes.toBytes(untilMillis)));
    }
  }

  private static byte[] key(String kind, String id) {
    return (kind + id).getBytes(StandardCharsets.UTF_8);
  }
}
