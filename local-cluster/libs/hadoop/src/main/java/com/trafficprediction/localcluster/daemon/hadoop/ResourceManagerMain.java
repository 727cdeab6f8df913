package com.trafficprediction.localcluster.daemon.hadoop;

import com.trafficprediction.localcluster.daemon.DaemonProcess;
import java.nio.file.Path;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;

/**
 * The ResourceManager, in a JVM of its own so that its web pages work; ready when a node has
 * registered.
 */
public final class ResourceManagerMain implements DaemonProcess.Daemon {
  private final ResourceManager resourceManager = new ResourceManager();

  private ResourceManagerMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    DaemonProcess.run(new ResourceManagerMain());
  }

  @Override
  public void start(Path conf) throws Exception {
    resourceManager.init(new YarnConfiguration());
    resourceManager.start();
    DaemonProcess.awaitUntil(() -> !resourceManager.getRMContext().getRMNodes().isEmpty());
  }

  @Override
  public void awaitEnd() {
    resourceManager.waitForServiceToStop(0);
  }

  @Override
  public void stop() {
    resourceManager.stop();
  }
}
