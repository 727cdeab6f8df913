package com.trafficprediction.localcluster.daemon.kafka;

import com.trafficprediction.localcluster.daemon.DaemonProcess;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** A broker that is its own controller; ready when the controller has let it take requests. */
public final class KafkaMain implements DaemonProcess.Daemon {
  private @Nullable KafkaRaftServer server;

  private KafkaMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    DaemonProcess.run(new KafkaMain());
  }

  @Override
  public void start(Path conf) throws Exception {
    Path file = conf.resolve("kafka-server.properties");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    formatIfNew(Path.of(properties.getProperty("log.dirs")), file);
    KafkaRaftServer broker = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
    server = broker;
    broker.startup();
  }

  @Override
  public void awaitEnd() {
    if (server != null) {
      server.awaitShutdown();
    }
  }

  @Override
  public void stop() {
    if (server != null) {
      server.shutdown();
    }
  }

  private static void formatIfNew(Path logs, Path file) throws IOException {
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    String[] command = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
    };
    int code = StorageTool.execute(command, System.out);
    if (code != 0) {
      throw new IOException("formatting Kafka's directory " + logs + " failed with code " + code);
    }
  }
}
