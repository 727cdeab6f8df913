package com.trafficprediction.storage.hbase;

import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.hbase.SegmentKeys.Order;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Mutation;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Owner of the table {@value #TABLE}: the speed view, a row per segment and window, newest first.
 *
 * <p>What is written is never overwritten: a column's name says of which incarnation of the topic
 * it is, the revision of the first event folded into it, and its own revision, and columns sort by
 * that: the latest incarnation first, of these the one that began earliest, of these the highest
 * revision. Readers take the first column. So it does not matter in which order writes arrive, nor
 * whether one arrives twice: a paused former owner cannot put an older state back, and one that has
 * lost the beginning of a window cannot put a part in the place of the whole. Writes need no check
 * and go out in batches. A writer takes away the column that it replaces once the new one is
 * durable: both at once, row by row, would cost a wait for the disk for each row. ADR 0087 has the
 * argument.
 *
 * <p>Cell timestamps are wall time, so that retention works when old data is replayed; they decide
 * on nothing else, so a clock that jumps does no harm.
 *
 * <p>Thread-safe.
 */
public final class RecentWindows {
  static final String TABLE = "windows";

  private static final Order ORDER = Order.NEWEST_FIRST;
  private static final int SCAN_ROWS = 500;

  /** How many parts of a list are worked on at a time. */
  static final int WRITERS = 4;

  /** Smaller lists are not worth a thread of their own. */
  private static final int LEAST_SHARE = 64;

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
   * @param replacedRevision revision that the same process wrote before, with the same first event;
   *     empty when there is none
   */
  public record Row(TrafficWindow window, long firstRevision, OptionalLong replacedRevision) {}

  /**
   * Writes rows and returns when HBase has made them durable.
   *
   * @throws IOException when some could not be written; writing all of them again does no harm
   */
  public void write(List<Row> rows) throws IOException {
    RecordCodec<TrafficWindow> codec = new RecordCodec<>(TrafficWindow.class);
    List<Written> written = new ArrayList<>(rows.size());
    for (Row row : rows) {
      written.add(written(row, codec));
    }
    // Neighbours share a region, and a region's part of a batch is made durable at once.
    written.sort((a, b) -> Bytes.compareTo(a.put().getRow(), b.put().getRow()));
    inShares(
        written,
        some -> {
          try (Table table = tables.open(name)) {
            batch(table, some.stream().map(Written::put).toList());
            batch(table, some.stream().flatMap(one -> one.replaced().stream()).toList());
          }
          return List.of();
        });
  }

  /** A row's new column, and the one that it replaces. */
  private record Written(Put put, Optional<Delete> replaced) {}

  private static void batch(Table table, List<? extends Mutation> mutations)
      throws IOException, InterruptedException {
    if (!mutations.isEmpty()) {
      table.batch(mutations, new Object[mutations.size()]);
    }
  }

  /**
   * Which of these windows are only a part of what the table holds: there is a state with an
   * earlier first event.
   *
   * @return their indices in the list
   */
  public Set<Integer> findPartial(List<Row> rows) throws IOException {
    Set<Integer> partial = new HashSet<>();
    List<Get> gets = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Get get = new Get(key(row.window())).addFamily(Tables.DATA);
      get.setMaxResultsPerColumnFamily(1);
      gets.add(get);
    }
    try (Table table = tables.open(name)) {
      Result[] found = table.get(gets);
      for (int i = 0; i < found.length; i++) {
        if (!found[i].isEmpty()
            && WindowColumn.hidesPartOf(
                CellUtil.cloneQualifier(found[i].rawCells()[0]), rows.get(i))) {
          partial.add(i);
        }
      }
    }
    return partial;
  }

  /**
   * The newest windows that the table has.
   *
   * @return start of the newest window, epoch milliseconds, by segment; segments without a window
   *     are missing
   */
  public Map<String, Long> findNewest(Collection<String> segments) throws IOException {
    List<TrafficWindow> newest =
        inShares(
            List.copyOf(segments),
            some -> {
              List<TrafficWindow> found = new ArrayList<>();
              for (String segment : some) {
                found.addAll(listLatest(segment, 1));
              }
              return found;
            });
    Map<String, Long> starts = new HashMap<>();
    newest.forEach(
        window -> starts.put(window.getSegmentId(), window.getWindowStart().toEpochMilli()));
    return starts;
  }

  /** Work on a part of a list. */
  @FunctionalInterface
  private interface Share<T, R> {
    List<R> work(List<T> some) throws IOException, InterruptedException;
  }

  /** Works on a list in neighbouring parts, several at a time; the results are in its order. */
  private <T, R> List<R> inShares(List<T> all, Share<T, R> share) throws IOException {
    int size = Math.max(LEAST_SHARE, (all.size() + WRITERS - 1) / WRITERS);
    List<Future<List<R>>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      List<T> some = all.subList(from, Math.min(all.size(), from + size));
      parts.add(writers.submit(() -> share.work(some)));
    }
    List<R> results = new ArrayList<>();
    for (Future<List<R>> part : parts) {
      results.addAll(await(part));
    }
    return results;
  }

  private static <R> List<R> await(Future<List<R>> part) throws IOException {
    try {
      return part.get();
    } catch (ExecutionException e) {
      throw new IOException("recent windows are out of reach: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while HBase was at work", e);
    }
  }

  private Written written(Row row, RecordCodec<TrafficWindow> codec) throws IOException {
    byte[] key = key(row.window());
    Put put = new Put(key);
    long revision = row.window().getRevision();
    put.addColumn(
        Tables.DATA, WindowColumn.name(row.firstRevision(), revision), codec.encode(row.window()));
    if (row.replacedRevision().isEmpty() || row.replacedRevision().getAsLong() == revision) {
      return new Written(put, Optional.empty());
    }
    byte[] replaced = WindowColumn.name(row.firstRevision(), row.replacedRevision().getAsLong());
    return new Written(put, Optional.of(new Delete(key).addColumns(Tables.DATA, replaced)));
  }

  private byte[] key(TrafficWindow window) {
    return keys.ofTime(window.getSegmentId(), window.getWindowStart().toEpochMilli(), ORDER);
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
        ResultScanner rows =
            table.getScanner(
                scan.addFamily(Tables.DATA)
                    .setMaxResultsPerColumnFamily(1)
                    .setCaching(SCAN_ROWS))) {
      for (Result row : rows) {
        windows.add(codec.decode(CellUtil.cloneValue(row.rawCells()[0])));
      }
    }
    return windows;
  }
}
