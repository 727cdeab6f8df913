package com.trafficprediction.localcluster.daemon.hadoop;

import com.trafficprediction.localcluster.daemon.DaemonProcess;
import java.nio.file.Path;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.v2.hs.JobHistoryServer;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;

/**
 * The NodeManager with the job history server beside it; ready when the ResourceManager has taken
 * its registration.
 *
 * <p>Without a history server a client that asks a finished job for its counters races with the end
 * of the job's application master.
 */
public final class NodeManagerMain implements DaemonProcess.Daemon {
  private static final long STOP_MILLIS = 4_000;

  private final NodeManager nodeManager = new NodeManager();
  private final JobHistoryServer history = new JobHistoryServer();

  private NodeManagerMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    DaemonProcess.run(new NodeManagerMain());
  }

  @Override
  public void start(Path conf) throws Exception {
    DefaultMetricsSystem.setMiniClusterMode(true);
    nodeManager.init(new YarnConfiguration());
    nodeManager.start();
    // It keeps its files in HDFS.
    DaemonProcess.awaitNeeded();
    history.init(new YarnConfiguration(new JobConf()));
    history.start();
  }

  @Override
  public void awaitEnd() {
    nodeManager.waitForServiceToStop(0);
  }

  /**
   * Containers get their signal at once; then the NodeManager would wait up to 20 s for
   * applications and shuffle connections whose other ends are stopping as well.
   */
  @Override
  public void stop() throws InterruptedException {
    Thread stopping = new Thread(nodeManager::stop, "nodemanager-stop");
    stopping.setDaemon(true);
    stopping.start();
    history.stop();
    stopping.join(STOP_MILLIS);
  }
}
