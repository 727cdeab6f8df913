package com.trafficprediction.storage.hbase;

import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;

/**
 * The way into the batch side of HBase. Holds one connection; open one per process. Thread-safe.
 *
 * <pre>{@code
 * try (BatchStore store = BatchStore.open(conf, Clock.systemUTC());
 *     RunLock lock = store.registry().lock("publish on " + host, Duration.ofMinutes(2))) {
 *   store.registry().record(lock, run, State.STARTED, Map.of(), "");
 *   ... bulk-load each table ...
 *   store.registry().switchLive(lock, seen, next);
 *   store.prune(lock, 3);
 * }
 * }</pre>
 */
public final class BatchStore implements AutoCloseable {
  private static final int RETRIES = 6;
  private static final int OPERATION_TIMEOUT_MILLIS = 60_000;

  private final Connection connection;
  private final Tables tables;
  private final RunRegistry registry;

  private BatchStore(Connection connection, Tables tables, RunRegistry registry) {
    this.connection = connection;
    this.tables = tables;
    this.registry = registry;
  }

  /**
   * Connects, and creates namespace and {@code meta} table where they are missing.
   *
   * @param configuration says where HBase is ({@code hbase.zookeeper.quorum}, …) and {@link
   *     HBaseSettings}
   * @throws IOException when HBase does not answer within about a minute
   */
  public static BatchStore open(Configuration configuration, Clock clock) throws IOException {
    Configuration patience = HBaseConfiguration.create(configuration);
    // HBase's own defaults keep a client of a dead cluster waiting for some twenty minutes.
    patience.setInt(HConstants.HBASE_CLIENT_RETRIES_NUMBER, RETRIES);
    patience.setInt(HConstants.HBASE_CLIENT_OPERATION_TIMEOUT, OPERATION_TIMEOUT_MILLIS);
    patience.setInt(HConstants.HBASE_CLIENT_META_OPERATION_TIMEOUT, OPERATION_TIMEOUT_MILLIS);
    Connection connection = ConnectionFactory.createConnection(patience);
    try {
      Tables tables = new Tables(connection, HBaseSettings.from(configuration));
      return new BatchStore(connection, tables, new RunRegistry(tables, clock));
    } catch (IOException e) {
      connection.close();
      throw HBaseFailure.explained(patience, e);
    }
  }

  /** Which run is live, the lock, and the list of runs. */
  public RunRegistry registry() {
    return registry;
  }

  /**
   * A run's tables, for reading.
   *
   * @throws IOException when the run has no tables (any more)
   */
  public BatchView view(RunId run) throws IOException {
    return new BatchView(tables, run);
  }

  /**
   * Loading of a run's tables.
   *
   * @param hfiles a directory for the HFiles, on the file system that HBase uses if possible
   */
  public BulkLoad bulkLoad(RunId run, Path hfiles) {
    return new BulkLoad(tables, run, hfiles);
  }

  /**
   * The forecasts that were published; the table is created where it is missing.
   *
   * @throws IOException when HBase does not answer
   */
  public PublishedPredictions predictions() throws IOException {
    return new PublishedPredictions(tables);
  }

  /**
   * The incidents; the table is created where it is missing.
   *
   * @throws IOException when HBase does not answer
   */
  public Incidents incidents() throws IOException {
    return Incidents.ensure(tables);
  }

  /** The speed view's windows; empty before the speed layer made the table. */
  public Optional<RecentWindows> findRecentWindows() throws IOException {
    return tables.exists(tables.nameOf(RecentWindows.TABLE))
        // Read alone: nothing is ever given to the pool.
        ? Optional.of(RecentWindows.open(tables, ForkJoinPool.commonPool()))
        : Optional.empty();
  }

  /** Which of a run's tables exist. */
  public Set<BatchTable> listTables(RunId run) throws IOException {
    Set<BatchTable> found = new HashSet<>();
    for (BatchTable table : BatchTable.values()) {
      if (tables.exists(tables.nameOf(table, run))) {
        found.add(table);
      }
    }
    return found;
  }

  /**
   * Drops the tables of old runs and of runs that were never finished. The live run, and the newest
   * {@code keep} loaded or published ones beside it, stay.
   *
   * @param lock held by the caller: so no run with tables is being made by anybody else
   * @param current the run the caller is making, if it is making one: it stays too
   * @return the runs whose tables were dropped, oldest first
   */
  public List<RunId> prune(RunLock lock, Optional<RunId> current, int keep) throws IOException {
    lock.requireHeld();
    Set<RunId> staying = new HashSet<>();
    current.ifPresent(staying::add);
    registry.findLive().ifPresent(live -> staying.add(new RunId(live.run())));
    registry.listRuns().stream()
        .filter(BatchStore::isWhole)
        .map(RunRecord::id)
        .filter(run -> !staying.contains(run))
        .sorted(Comparator.reverseOrder())
        .limit(keep)
        .toList()
        .forEach(staying::add);
    List<RunId> dropped = new ArrayList<>();
    for (RunId run : runsWithTables()) {
      if (!staying.contains(run)) {
        dropTables(lock, run);
        dropped.add(run);
      }
    }
    return dropped;
  }

  /** Drops the tables of a run that is not live, and records it as failed. */
  public void abandon(RunLock lock, RunId run, String why) throws IOException {
    requireNotLive(run);
    for (BatchTable table : BatchTable.values()) {
      lock.requireHeld();
      tables.drop(tables.nameOf(table, run));
    }
    registry.record(lock, run, RunRecord.State.FAILED, Map.of(), why);
  }

  private void dropTables(RunLock lock, RunId run) throws IOException {
    requireNotLive(run);
    for (BatchTable table : BatchTable.values()) {
      lock.requireHeld();
      tables.drop(tables.nameOf(table, run));
    }
    registry.record(lock, run, RunRecord.State.PRUNED, Map.of(), "");
  }

  private void requireNotLive(RunId run) throws IOException {
    Optional<LivePointer> live = registry.findLive();
    if (live.isPresent() && live.get().run().equals(run.value())) {
      throw new IllegalStateException("run " + run + " is live: its tables stay");
    }
  }

  private List<RunId> runsWithTables() throws IOException {
    Set<RunId> runs = new HashSet<>();
    for (String name : tables.list()) {
      for (BatchTable table : BatchTable.values()) {
        table.runOf(name).ifPresent(runs::add);
      }
    }
    return runs.stream().sorted().toList();
  }

  private static boolean isWhole(RunRecord run) {
    return run.state() == RunRecord.State.LOADED || run.state() == RunRecord.State.PUBLISHED;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
