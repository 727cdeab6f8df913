package com.trafficprediction.localcluster.daemon.hadoop;

import com.trafficprediction.localcluster.daemon.DaemonProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.jspecify.annotations.Nullable;

/** The DataNode in a JVM of its own; ready when the NameNode knows it. */
public final class DataNodeMain implements DaemonProcess.Daemon {
  /** Says in the configuration that the DataNode has a process of its own. */
  static final String APART = "traffic.datanode.apart";

  private @Nullable DataNode dataNode;

  private DataNodeMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    DaemonProcess.run(new DataNodeMain());
  }

  @Override
  public void start(Path conf) throws Exception {
    DataNode started = start();
    dataNode = started;
    DaemonProcess.awaitUntil(started::isDatanodeFullyStarted);
  }

  private static DataNode start() throws IOException {
    return DataNode.createDataNode(new String[0], new HdfsConfiguration());
  }

  @Override
  public void awaitEnd() throws Exception {
    DataNode started = dataNode;
    if (started != null) {
      DaemonProcess.awaitUntil(() -> !started.isDatanodeUp());
    }
  }

  @Override
  public void stop() {
    if (dataNode != null) {
      dataNode.shutdown();
    }
  }
}
