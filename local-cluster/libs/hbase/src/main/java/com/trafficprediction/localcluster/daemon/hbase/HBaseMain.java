package com.trafficprediction.localcluster.daemon.hbase;

import com.trafficprediction.localcluster.daemon.DaemonProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.LocalHBaseCluster;
import org.apache.hadoop.hbase.NamespaceDescriptor;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.master.HMaster;
import org.apache.hadoop.hbase.regionserver.HRegionServer;
import org.apache.hadoop.hbase.zookeeper.MiniZooKeeperCluster;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper, HMaster and one region server; ready when the master is initialised and a client gets
 * an answer.
 */
public final class HBaseMain implements DaemonProcess.Daemon {
  private static final long LOOK_MILLIS = 1_000;

  private @Nullable MiniZooKeeperCluster zooKeeper;
  private @Nullable LocalHBaseCluster hbase;

  private HBaseMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    DaemonProcess.run(new HBaseMain());
  }

  @Override
  public void start(Path conf) throws Exception {
    DefaultMetricsSystem.setMiniClusterMode(true);
    Configuration settings = settings(conf);
    zooKeeper = startZooKeeper(settings);
    DaemonProcess.awaitNeeded();
    LocalHBaseCluster cluster =
        new LocalHBaseCluster(settings, 1, 1, HMaster.class, HRegionServer.class);
    hbase = cluster;
    cluster.startup();
    DaemonProcess.awaitUntil(() -> cluster.getMaster(0).isInitialized());
    askAsClient(settings);
  }

  /** A master whose only region server gave up serves nobody: the end of either is the end. */
  @Override
  public void awaitEnd() throws InterruptedException {
    if (hbase != null) {
      List<Thread> parts = new ArrayList<>(hbase.getMasters());
      parts.addAll(hbase.getRegionServers());
      while (parts.stream().allMatch(Thread::isAlive)) {
        parts.get(0).join(LOOK_MILLIS);
      }
    }
  }

  @Override
  public void stop() throws IOException {
    if (hbase != null) {
      hbase.shutdown();
      hbase.join();
    }
    if (zooKeeper != null) {
      zooKeeper.shutdown();
    }
  }

  /** HBase looks for its files with its own class loader, which does not see the directory. */
  private static Configuration settings(Path conf) throws IOException {
    Configuration settings = HBaseConfiguration.create();
    for (String file : List.of("core-site.xml", "hdfs-site.xml", "hbase-site.xml")) {
      settings.addResource(conf.resolve(file).toUri().toURL());
    }
    return settings;
  }

  private static MiniZooKeeperCluster startZooKeeper(Configuration settings)
      throws IOException, InterruptedException {
    int port = settings.getInt(HConstants.ZOOKEEPER_CLIENT_PORT, -1);
    MiniZooKeeperCluster ensemble = new MiniZooKeeperCluster(settings);
    ensemble.setDefaultClientPort(port);
    int got = ensemble.startup(Path.of(settings.get(HConstants.ZOOKEEPER_DATA_DIR)).toFile());
    if (got != port) {
      throw new IOException(
          "ZooKeeper could not have port " + port + ": another process took it while starting");
    }
    return ensemble;
  }

  private static void askAsClient(Configuration settings) throws IOException {
    try (Connection connection = ConnectionFactory.createConnection(settings);
        Admin admin = connection.getAdmin()) {
      admin.getNamespaceDescriptor(NamespaceDescriptor.DEFAULT_NAMESPACE_NAME_STR);
    }
  }
}
