package com.trafficprediction.localcluster.daemon.hadoop;

import com.trafficprediction.localcluster.daemon.DaemonProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.FSNamesystem;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.jspecify.annotations.Nullable;

/**
 * NameNode and DataNode in one JVM, or the NameNode alone where {@link DataNodeMain} is beside it;
 * ready when a file could be written and deleted.
 */
public final class HdfsMain implements DaemonProcess.Daemon {
  private @Nullable NameNode nameNode;

  private HdfsMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    DaemonProcess.run(new HdfsMain());
  }

  @Override
  public void start(Path conf) throws Exception {
    // Two daemons of one JVM register the same names with the metrics system.
    DefaultMetricsSystem.setMiniClusterMode(true);
    Configuration hdfs = new HdfsConfiguration();
    formatIfNew(hdfs);
    ClassLoader configured = Thread.currentThread().getContextClassLoader();
    CompletableFuture<Optional<DataNode>> starting =
        hdfs.getBoolean(DataNodeMain.APART, false)
            ? CompletableFuture.completedFuture(Optional.empty())
            : CompletableFuture.supplyAsync(
                () -> {
                  Thread.currentThread().setContextClassLoader(configured);
                  return Optional.of(startDataNode());
                },
                task -> new Thread(task, "datanode-start").start());
    NameNode names = NameNode.createNameNode(new String[0], hdfs);
    nameNode = names;
    Optional<DataNode> data = starting.get();
    DaemonProcess.awaitUntil(
        () ->
            !names.isInSafeMode()
                && names.getNamesystem().getNumLiveDataNodes() > 0
                && data.map(DataNode::isDatanodeFullyStarted).orElse(true));
    prepare(hdfs);
  }

  @Override
  public void awaitEnd() {
    if (nameNode != null) {
      nameNode.join();
    }
  }

  /** The DataNode ends with the JVM, as it always does: its own hooks save what it has to save. */
  @Override
  public void stop() {
    if (nameNode != null) {
      nameNode.stop();
    }
  }

  private static DataNode startDataNode() {
    try {
      return DataNode.createDataNode(new String[0], new HdfsConfiguration());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void formatIfNew(Configuration hdfs) throws IOException {
    for (URI directory : FSNamesystem.getNamespaceDirs(hdfs)) {
      if (Files.exists(Path.of(directory).resolve("current").resolve("VERSION"))) {
        return;
      }
    }
    NameNode.format(hdfs);
  }

  /** Creates what every client expects to find, and proves that writing works. */
  private static void prepare(Configuration hdfs) throws IOException {
    FileSystem fs = FileSystem.get(hdfs);
    org.apache.hadoop.fs.Path tmp = new org.apache.hadoop.fs.Path("/tmp");
    if (!fs.exists(tmp)) {
      fs.mkdirs(tmp);
      fs.setPermission(tmp, new FsPermission((short) 01777));
    }
    fs.mkdirs(fs.getHomeDirectory());
    org.apache.hadoop.fs.Path probe = new org.apache.hadoop.fs.Path(tmp, ".traffic-ready");
    try (FSDataOutputStream out = fs.create(probe, true)) {
      out.write("ready".getBytes(StandardCharsets.UTF_8));
    }
    if (!fs.delete(probe, false)) {
      throw new IOException("HDFS took the probe " + probe + " but would not delete it");
    }
  }
}
