package com.trafficprediction.storage.hbase;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;

/**
 * The way into the speed side of HBase. Holds one connection; open one per process or stage.
 * Thread-safe.
 */
public final class SpeedStore implements AutoCloseable {
  private static final int RETRIES = 8;
  private static final int OPERATION_TIMEOUT_MILLIS = 30_000;
  private static final int RPC_TIMEOUT_MILLIS = 10_000;

  private final Configuration configuration;
  private final Connection connection;
  private final Tables tables;
  private final ExecutorService writers;

  private SpeedStore(Configuration configuration, Connection connection, Tables tables) {
    this.configuration = configuration;
    this.connection = connection;
    this.tables = tables;
    this.writers =
        Executors.newFixedThreadPool(
            RecentWindows.WRITERS,
            task -> {
              Thread thread = new Thread(task, "windows-writer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Connects.
   *
   * @param configuration says where HBase is, and {@link HBaseSettings}
   */
  public static SpeedStore open(Configuration configuration) throws IOException {
    Configuration patience = HBaseConfiguration.create(configuration);
    // A consumer that waits for long is taken out of its group: better fail, and start over.
    patience.setInt(HConstants.HBASE_CLIENT_RETRIES_NUMBER, RETRIES);
    patience.setInt(HConstants.HBASE_CLIENT_OPERATION_TIMEOUT, OPERATION_TIMEOUT_MILLIS);
    patience.setInt(HConstants.HBASE_CLIENT_META_OPERATION_TIMEOUT, OPERATION_TIMEOUT_MILLIS);
    patience.setInt(HConstants.HBASE_RPC_TIMEOUT_KEY, RPC_TIMEOUT_MILLIS);
    Connection connection = ConnectionFactory.createConnection(patience);
    return new SpeedStore(
        patience, connection, new Tables(connection, HBaseSettings.from(configuration)));
  }

  /**
   * The table of recent windows; created, or its retention changed, where that is needed.
   *
   * @param retention how long rows stay, by wall time; zero for ever
   * @throws IOException when HBase does not answer
   */
  public RecentWindows windows(Duration retention) throws IOException {
    try {
      return RecentWindows.ensure(tables, retention, writers);
    } catch (IOException e) {
      throw HBaseFailure.explained(configuration, e);
    }
  }

  /**
   * The table of recent windows, for reading.
   *
   * @throws IOException when there is none yet, or HBase does not answer
   */
  public RecentWindows windows() throws IOException {
    return RecentWindows.open(tables, writers);
  }

  /**
   * The table of incidents; created, or its retention changed, where that is needed.
   *
   * @param retention how long rows stay after their last change, by wall time; zero for ever
   * @throws IOException when HBase does not answer
   */
  public Incidents incidents(Duration retention) throws IOException {
    try {
      return Incidents.ensure(tables, retention);
    } catch (IOException e) {
      throw HBaseFailure.explained(configuration, e);
    }
  }

  /** Which incarnation of a topic offsets belong to. */
  public TopicEpochs epochs() throws IOException {
    return new TopicEpochs(tables);
  }

  @Override
  public void close() throws IOException {
    writers.shutdownNow();
    connection.close();
  }
}
