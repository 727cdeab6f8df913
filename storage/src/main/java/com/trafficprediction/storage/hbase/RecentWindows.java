package com.trafficprediction.storage.hbase;

import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.hbase.SegmentKeys.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.hadoop.hbase.CompareOperator;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.CheckAndMutateResult;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.filter.BinaryComparator;
import org.apache.hadoop.hbase.filter.Filter;
import org.apache.hadoop.hbase.filter.FilterList;
import org.apache.hadoop.hbase.filter.SingleColumnValueFilter;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Owner of the table {@value #TABLE}: the speed view, a row per segment and window, newest first.
 *
 * <p>A row holds the whole window with its revision ({@code meta:rev}) and the revision of the
 * first event folded into it ({@code meta:first}). It is replaced only by a later revision that has
 * folded no less: a paused former owner cannot put an older state back, and one that has lost the
 * beginning of a window cannot put a part in the place of the whole. Cell timestamps are wall time,
 * so that retention works when old data is replayed.
 *
 * <p>Thread-safe.
 */
public final class RecentWindows {
  static final String TABLE = "windows";

  private static final Order ORDER = Order.NEWEST_FIRST;
  private static final byte[] REVISION = "rev".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FIRST = "first".getBytes(StandardCharsets.UTF_8);
  private static final int SCAN_ROWS = 500;

  /** How many lists are written at a time. */
  static final int WRITERS = 8;

  /** Smaller lists are not worth a thread of their own. */
  private static final int LEAST_SHARE = 16;

  private final Tables tables;
  private final TableName name;
  private final SegmentKeys keys;
  private final ExecutorService writers;

  private RecentWindows(Tables tables, TableName name, SegmentKeys keys, ExecutorService writers) {
    this.tables = tables;
    this.writers = writers;
    this.name = name;
    this.keys = keys;
  }

  static RecentWindows ensure(Tables tables, Duration retention, ExecutorService writers)
      throws IOException {
    TableName name = tables.nameOf(TABLE);
    SegmentKeys keys = tables.ensureSaltedTable(name);
    tables.ensureRetention(name, retention);
    return new RecentWindows(tables, name, keys, writers);
  }

  static RecentWindows open(Tables tables, ExecutorService writers) throws IOException {
    TableName name = tables.nameOf(TABLE);
    if (!tables.exists(name)) {
      throw new IOException("there is no table " + name + " yet; run bin/traffic speed");
    }
    return new RecentWindows(tables, name, tables.keysOf(name), writers);
  }

  /**
   * A window to write.
   *
   * @param window with its revision
   * @param firstRevision revision of the first event folded into it
   * @param writtenBefore whether this process wrote it before: a hint that saves a round trip
   */
  public record Row(TrafficWindow window, long firstRevision, boolean writtenBefore) {}

  /** What became of a row. */
  public enum Outcome {
    /** It is there now. */
    WRITTEN,
    /** The same revision, or a later one, was there already. */
    KNOWN,
    /** What is there has folded events that this one lacks; it was left alone. */
    PARTIAL
  }

  /**
   * Writes rows; the outcomes are in their order. HBase makes every conditional write durable by
   * itself, so large lists are written in parallel: the log syncs once for those that wait
   * together.
   *
   * @param rows at most one of each window
   */
  public List<Outcome> write(List<Row> rows) throws IOException {
    List<Future<List<Outcome>>> shares = new ArrayList<>();
    int share = Math.max(LEAST_SHARE, (rows.size() + WRITERS - 1) / WRITERS);
    for (int from = 0; from < rows.size(); from += share) {
      List<Row> some = rows.subList(from, Math.min(rows.size(), from + share));
      shares.add(writers.submit(() -> writeShare(some)));
    }
    List<Outcome> outcomes = new ArrayList<>(rows.size());
    for (Future<List<Outcome>> written : shares) {
      outcomes.addAll(await(written));
    }
    return outcomes;
  }

  private static List<Outcome> await(Future<List<Outcome>> written) throws IOException {
    try {
      return written.get();
    } catch (ExecutionException e) {
      throw new IOException("windows could not be written: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while windows were written", e);
    }
  }

  private List<Outcome> writeShare(List<Row> rows) throws IOException {
    RecordCodec<TrafficWindow> codec = new RecordCodec<>(TrafficWindow.class);
    List<Put> puts = new ArrayList<>(rows.size());
    for (Row row : rows) {
      puts.add(put(row, codec));
    }
    Outcome[] outcomes = new Outcome[rows.size()];
    try (Table table = tables.open(name)) {
      List<Integer> left = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        left.add(i);
      }
      left = attempt(table, rows, puts, left, row -> row.writtenBefore(), outcomes);
      left = attempt(table, rows, puts, left, row -> !row.writtenBefore(), outcomes);
      judge(table, rows, puts, left, outcomes);
    }
    return List.of(outcomes);
  }

  /** One conditional batch; returns which rows it refused. */
  private static List<Integer> attempt(
      Table table,
      List<Row> rows,
      List<Put> puts,
      List<Integer> indices,
      Function<Row, Boolean> expectThere,
      Outcome[] outcomes)
      throws IOException {
    if (indices.isEmpty()) {
      return indices;
    }
    List<CheckAndMutate> checks = new ArrayList<>(indices.size());
    for (int i : indices) {
      CheckAndMutate.Builder check = CheckAndMutate.newBuilder(puts.get(i).getRow());
      checks.add(
          expectThere.apply(rows.get(i))
              ? check.ifMatches(mayReplace(rows.get(i))).build(puts.get(i))
              : check.ifNotExists(Tables.META, REVISION).build(puts.get(i)));
    }
    List<CheckAndMutateResult> results = table.checkAndMutate(checks);
    List<Integer> refused = new ArrayList<>();
    for (int n = 0; n < indices.size(); n++) {
      if (results.get(n).isSuccess()) {
        outcomes[indices.get(n)] = Outcome.WRITTEN;
      } else {
        refused.add(indices.get(n));
      }
    }
    return refused;
  }

  /** Of an older revision that has folded no more, or of an earlier incarnation of the topic. */
  private static Filter mayReplace(Row row) {
    long revision = row.window().getRevision();
    FilterList newer =
        new FilterList(
            FilterList.Operator.MUST_PASS_ALL,
            compare(REVISION, CompareOperator.LESS, revision),
            compare(FIRST, CompareOperator.GREATER_OR_EQUAL, row.firstRevision()));
    return new FilterList(
        FilterList.Operator.MUST_PASS_ONE,
        newer,
        compare(REVISION, CompareOperator.LESS, TopicEpochs.epochStart(revision)));
  }

  private static Filter compare(byte[] column, CompareOperator operator, long value) {
    SingleColumnValueFilter filter =
        new SingleColumnValueFilter(
            Tables.META, column, operator, new BinaryComparator(Bytes.toBytes(value)));
    filter.setFilterIfMissing(true);
    return filter;
  }

  /** Why rows were refused twice. */
  private static void judge(
      Table table, List<Row> rows, List<Put> puts, List<Integer> refused, Outcome[] outcomes)
      throws IOException {
    List<Get> gets = new ArrayList<>();
    for (int i : refused) {
      gets.add(new Get(puts.get(i).getRow()).addFamily(Tables.META));
    }
    Result[] found = refused.isEmpty() ? new Result[0] : table.get(gets);
    for (int n = 0; n < found.length; n++) {
      int i = refused.get(n);
      byte[] first = found[n].getValue(Tables.META, FIRST);
      if (first == null) {
        throw new IOException(
            "a window of segment "
                + rows.get(i).window().getSegmentId()
                + " came and went while it was written");
      }
      outcomes[i] =
          Bytes.toLong(first) < rows.get(i).firstRevision() ? Outcome.PARTIAL : Outcome.KNOWN;
    }
  }

  private Put put(Row row, RecordCodec<TrafficWindow> codec) throws IOException {
    TrafficWindow window = row.window();
    byte[] key = keys.ofTime(window.getSegmentId(), window.getWindowStart().toEpochMilli(), ORDER);
    return new Put(key)
        .addColumn(Tables.DATA, Tables.RECORD, codec.encode(window))
        .addColumn(Tables.META, REVISION, Bytes.toBytes(window.getRevision()))
        .addColumn(Tables.META, FIRST, Bytes.toBytes(row.firstRevision()));
  }

  /** Windows of a segment that start in [from, to), oldest first. */
  public List<TrafficWindow> list(String segment, Instant from, Instant to) throws IOException {
    List<TrafficWindow> windows = read(range(segment, from, to));
    Collections.reverse(windows);
    return windows;
  }

  /** The newest windows of a segment, newest first. */
  public List<TrafficWindow> listLatest(String segment, int count) throws IOException {
    return read(new Scan().setStartStopRowForPrefixScan(keys.ofSegment(segment)).setLimit(count));
  }

  /** Every window of every segment, in no particular order; meant for checks. */
  public List<TrafficWindow> listAll() throws IOException {
    return read(new Scan());
  }

  /** How many windows there are, counted one by one; meant for checks. */
  public long count() throws IOException {
    return tables.countRows(name);
  }

  private Scan range(String segment, Instant from, Instant to) {
    byte[] newest = keys.ofTime(segment, to.toEpochMilli(), ORDER);
    byte[] oldest = keys.ofTime(segment, from.toEpochMilli(), ORDER);
    return new Scan().withStartRow(newest, false).withStopRow(oldest, true);
  }

  private List<TrafficWindow> read(Scan scan) throws IOException {
    RecordCodec<TrafficWindow> codec = new RecordCodec<>(TrafficWindow.class);
    List<TrafficWindow> windows = new ArrayList<>();
    try (Table table = tables.open(name);
        ResultScanner rows = table.getScanner(scan.addFamily(Tables.DATA).setCaching(SCAN_ROWS))) {
      for (Result row : rows) {
        byte[] cell = row.getValue(Tables.DATA, Tables.RECORD);
        if (cell != null) {
          windows.add(codec.decode(cell));
        }
      }
    }
    return windows;
  }
}
