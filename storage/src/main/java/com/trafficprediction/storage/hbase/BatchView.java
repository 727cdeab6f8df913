package com.trafficprediction.storage.hbase;

import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.storage.hbase.SegmentKeys.Order;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;

/**
 * The tables of one run, for reading. Every answer is of that run, whatever goes live meanwhile;
 * after the run was pruned, reads fail. Thread-safe.
 */
public final class BatchView {
  private static final int SCAN_ROWS = 500;

  private final Tables tables;
  private final RunId run;
  private final SegmentKeys windowKeys;
  private final SegmentKeys profileKeys;
  private final SegmentKeys hourlyKeys;

  BatchView(Tables tables, RunId run) throws IOException {
    this.tables = tables;
    this.run = run;
    this.windowKeys = tables.keysOf(tables.nameOf(BatchTable.WINDOWS, run));
    this.profileKeys = tables.keysOf(tables.nameOf(BatchTable.PROFILES, run));
    this.hourlyKeys = tables.keysOf(tables.nameOf(BatchTable.HOURLY, run));
  }

  /** The run. */
  public RunId run() {
    return run;
  }

  /** Windows of a segment that start in [from, to), oldest first. */
  public List<TrafficWindow> listWindows(String segment, Instant from, Instant to)
      throws IOException {
    List<TrafficWindow> windows = new ArrayList<>();
    Scan scan = range(windowKeys, segment, from, to, RowFormat.Windows.ORDER);
    for (var row : read(new RowFormat.Windows(), scan)) {
      windows.add(WindowRecords.toWindow(row));
    }
    Collections.reverse(windows);
    return windows;
  }

  /** The newest windows of a segment that start before an instant, newest first. */
  public List<TrafficWindow> listLatestWindows(String segment, Instant before, int count)
      throws IOException {
    List<TrafficWindow> windows = new ArrayList<>();
    Scan scan = range(windowKeys, segment, Instant.EPOCH, before, RowFormat.Windows.ORDER);
    for (var row : read(new RowFormat.Windows(), scan.setLimit(count))) {
      windows.add(WindowRecords.toWindow(row));
    }
    return windows;
  }

  /** The profile of a segment, if it has one. */
  public Optional<SegmentProfile> findProfile(String segment) throws IOException {
    try (Table table = tables.open(tables.nameOf(BatchTable.PROFILES, run))) {
      byte[] cell =
          table.get(new Get(profileKeys.ofSegment(segment))).getValue(Tables.DATA, Tables.RECORD);
      return cell == null ? Optional.empty() : Optional.of(new RowFormat.Profiles().decode(cell));
    }
  }

  /** Every profile, in no particular order. */
  public List<SegmentProfile> listProfiles() throws IOException {
    return read(new RowFormat.Profiles(), new Scan());
  }

  /** Hours of a segment that start in [from, to), oldest first. */
  public List<HourlyAggregate> listHours(String segment, Instant from, Instant to)
      throws IOException {
    return read(
        new RowFormat.Hourly(), range(hourlyKeys, segment, from, to, RowFormat.Hourly.ORDER));
  }

  /** Every entry of a planner measure: JSON by entry name, ascending; empty for an unknown one. */
  public SortedMap<String, byte[]> listPlanner(String measure) throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    Scan scan =
        new Scan()
            .setStartStopRowForPrefixScan(PlannerKeys.prefixOf(measure))
            .setCaching(SCAN_ROWS);
    try (Table table = tables.open(tables.nameOf(BatchTable.PLANNER, run));
        ResultScanner rows = table.getScanner(scan)) {
      for (Result row : rows) {
        byte[] json = row.getValue(Tables.DATA, Tables.RECORD);
        if (json != null) {
          entries.put(PlannerKeys.entryOf(row.getRow()), json);
        }
      }
    }
    return entries;
  }

  private <T extends SpecificRecordBase> List<T> read(RowFormat<T> format, Scan scan)
      throws IOException {
    List<T> records = new ArrayList<>();
    scan.setCaching(SCAN_ROWS);
    try (Table table = tables.open(tables.nameOf(format.table(), run));
        ResultScanner rows = table.getScanner(scan)) {
      for (Result row : rows) {
        byte[] cell = row.getValue(Tables.DATA, Tables.RECORD);
        if (cell != null) {
          records.add(format.decode(cell));
        }
      }
    }
    return records;
  }

  private static Scan range(
      SegmentKeys keys, String segment, Instant from, Instant to, Order order) {
    byte[] first = keys.ofTime(segment, from.toEpochMilli(), order);
    byte[] last = keys.ofTime(segment, to.toEpochMilli(), order);
    return order == Order.OLDEST_FIRST
        ? new Scan().withStartRow(first, true).withStopRow(last, false)
        : new Scan().withStartRow(last, false).withStopRow(first, true);
  }
}
