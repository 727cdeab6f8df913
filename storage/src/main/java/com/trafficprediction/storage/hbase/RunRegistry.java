package com.trafficprediction.storage.hbase;

import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.hbase.CompareOperator;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.filter.Filter;
import org.apache.hadoop.hbase.filter.FilterList;
import org.apache.hadoop.hbase.filter.SingleColumnValueFilter;
import org.jspecify.annotations.Nullable;

/**
 * Owner of the table {@code meta}: the row {@code live} (which run is live, and under whose lock
 * runs are made) and a row {@code run/<id>} per run.
 *
 * <p>Pointer and lock share a row, so that one atomic operation checks both: a process that lost
 * its lock, or saw another pointer than is there now, cannot switch. Thread-safe.
 */
public final class RunRegistry {
  static final String TABLE = "meta";

  private static final byte[] LIVE = bytes("live");
  private static final byte[] POINTER = bytes("pointer");
  private static final byte[] LOCK = bytes("lock");
  private static final String RUN_PREFIX = "run/";

  private final Tables tables;
  private final TableName name;
  private final Clock clock;

  RunRegistry(Tables tables, Clock clock) throws IOException {
    this.tables = tables;
    this.name = tables.nameOf(TABLE);
    this.clock = clock;
    tables.ensurePlainTable(name);
  }

  /** Content of the lock cell. */
  record LockCell(String owner, long token, Instant expires) {}

  /** What is live; empty before the first run was published. */
  public Optional<LivePointer> findLive() throws IOException {
    return decode(liveCell(Tables.DATA, POINTER));
  }

  /**
   * Takes the lock under which runs are made. It is renewed in the background until closed; when
   * its process dies, it ends by itself after {@code ttl}.
   *
   * @param owner who asks, for people: host, process, user
   * @throws RunLockedException when another process holds it
   */
  public RunLock lock(String owner, Duration ttl) throws IOException {
    byte[] before = liveCell(Tables.META, LOCK);
    long token = 1;
    if (before != null) {
      LockCell held = StoredJson.read(before, LockCell.class, name + " row live, lock");
      if (clock.instant().isBefore(held.expires())) {
        throw RunLockedException.heldBy(held.owner(), held.expires());
      }
      token = held.token() + 1;
    }
    LockCell taken = new LockCell(owner, token, clock.instant().plus(ttl));
    byte[] mine = StoredJson.write(taken);
    if (!replaceLock(before, mine)) {
      throw new RunLockedException(
          "another process took the lock at the same moment: wait for it, then try again");
    }
    return new RunLock(this, clock, taken, mine, ttl).keepAlive();
  }

  /** Replaces the lock cell if it is still what the caller believes. */
  boolean replaceLock(byte @Nullable [] before, byte[] after) throws IOException {
    CheckAndMutate.Builder check = CheckAndMutate.newBuilder(LIVE);
    Put put = new Put(LIVE).addColumn(Tables.META, LOCK, after);
    try (Table table = tables.open(name)) {
      CheckAndMutate replace =
          before == null
              ? check.ifNotExists(Tables.META, LOCK).build(put)
              : check.ifEquals(Tables.META, LOCK, before).build(put);
      return table.checkAndMutate(replace).isSuccess();
    }
  }

  /** The lock cell as it is now, if there is one. */
  byte @Nullable [] lockCell() throws IOException {
    return liveCell(Tables.META, LOCK);
  }

  /**
   * Switches what is live.
   *
   * @param lock the lock the run was made under
   * @param seen what was live when the run was decided on; empty for none
   * @param next what is live from now on
   * @throws RunLockedException when the lock was lost, or something else went live meanwhile
   */
  public void switchLive(RunLock lock, Optional<LivePointer> seen, LivePointer next)
      throws IOException {
    boolean switched = lock.whileHeld(cell -> switchUnder(cell, seen, next));
    // An answer that got lost makes the client ask again, and then its own pointer is in the way.
    if (!switched && !findLive().equals(Optional.of(next))) {
      throw new RunLockedException(
          "run "
              + next.run()
              + " was not published: its lock was lost, or another run went live meanwhile. What is"
              + " live was left alone. Start a new run");
    }
  }

  private boolean switchUnder(byte[] lockCell, Optional<LivePointer> seen, LivePointer next)
      throws IOException {
    byte[] before = liveCell(Tables.DATA, POINTER);
    if (!decode(before).equals(seen)) {
      return false;
    }
    Filter unchanged =
        new FilterList(
            FilterList.Operator.MUST_PASS_ALL,
            holding(Tables.META, LOCK, lockCell),
            holding(Tables.DATA, POINTER, before));
    Put put = new Put(LIVE).addColumn(Tables.DATA, POINTER, StoredJson.write(next));
    try (Table table = tables.open(name)) {
      return table
          .checkAndMutate(CheckAndMutate.newBuilder(LIVE).ifMatches(unchanged).build(put))
          .isSuccess();
    }
  }

  /**
   * Records where a run stands.
   *
   * @param rows rows of its tables; empty until loaded
   * @param note why it failed or was held back; may be empty
   */
  public void record(
      RunLock lock, RunId run, RunRecord.State state, Map<BatchTable, Long> rows, String note)
      throws IOException {
    lock.requireHeld();
    SortedMap<String, Long> byName = new TreeMap<>();
    rows.forEach((table, count) -> byName.put(table.prefix(), count));
    RunRecord record =
        new RunRecord(run.value(), state, lock.owner(), clock.instant(), byName, note);
    try (Table table = tables.open(name)) {
      table.put(
          new Put(bytes(RUN_PREFIX + run.value()))
              .addColumn(Tables.DATA, Tables.RECORD, StoredJson.write(record)));
    }
  }

  /** What is known of a run, if anything is. */
  public Optional<RunRecord> findRun(RunId run) throws IOException {
    try (Table table = tables.open(name)) {
      Result row = table.get(new Get(bytes(RUN_PREFIX + run.value())));
      byte[] json = row.getValue(Tables.DATA, Tables.RECORD);
      return json == null
          ? Optional.empty()
          : Optional.of(StoredJson.read(json, RunRecord.class, name + " row of " + run));
    }
  }

  /** Every run ever recorded, oldest first. */
  public List<RunRecord> listRuns() throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    Scan scan = new Scan().setStartStopRowForPrefixScan(bytes(RUN_PREFIX));
    try (Table table = tables.open(name);
        ResultScanner rows = table.getScanner(scan)) {
      for (Result row : rows) {
        byte[] json = row.getValue(Tables.DATA, Tables.RECORD);
        if (json != null) {
          runs.add(StoredJson.read(json, RunRecord.class, name + " rows run/…"));
        }
      }
    }
    return runs;
  }

  private byte @Nullable [] liveCell(byte[] family, byte[] qualifier) throws IOException {
    try (Table table = tables.open(name)) {
      return table.get(new Get(LIVE).addColumn(family, qualifier)).getValue(family, qualifier);
    }
  }

  private Optional<LivePointer> decode(byte @Nullable [] pointer) throws IOException {
    return pointer == null
        ? Optional.empty()
        : Optional.of(StoredJson.read(pointer, LivePointer.class, name + " row live"));
  }

  /** Passes a row whose cell holds a value; with null, a row that has no such cell. */
  private static Filter holding(byte[] family, byte[] qualifier, byte @Nullable [] value) {
    boolean absent = value == null;
    // An absent cell passes unless told otherwise, and no pointer is empty.
    SingleColumnValueFilter filter =
        new SingleColumnValueFilter(
            family, qualifier, CompareOperator.EQUAL, absent ? new byte[0] : value);
    filter.setFilterIfMissing(!absent);
    return filter;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
