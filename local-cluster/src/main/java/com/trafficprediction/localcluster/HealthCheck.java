package com.trafficprediction.localcluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a daemon, from outside, whether it serves: over its own protocol where that is a few bytes.
 */
final class HealthCheck {
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final Pattern SAFE_MODE = Pattern.compile("\"Safemode\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern ACTIVE_NODES = Pattern.compile("\"activeNodes\"\\s*:\\s*(\\d+)");

  private final Ports ports;

  HealthCheck(Ports ports) {
    this.ports = ports;
  }

  /** Returns what is wrong, or empty when the daemon serves. */
  Optional<String> findFault(Daemon daemon) {
    try {
      return switch (daemon) {
        case HDFS -> hdfs();
        case DATANODE -> open(Port.DATANODE);
        case RESOURCEMANAGER -> resourceManager();
        case NODEMANAGER -> open(Port.NODEMANAGER, Port.SHUFFLE, Port.JOB_HISTORY);
        case HBASE -> open(Port.ZOOKEEPER, Port.HBASE_MASTER, Port.HBASE_REGIONSERVER);
        case KAFKA -> kafka();
      };
    } catch (IOException e) {
      return Optional.of("does not answer: " + e.getMessage());
    }
  }

  private Optional<String> hdfs() throws IOException {
    String answer = get(Port.NAMENODE_HTTP, "/jmx?qry=Hadoop:service=NameNode,name=NameNodeInfo");
    Matcher safeMode = SAFE_MODE.matcher(answer);
    if (safeMode.find() && !safeMode.group(1).isEmpty()) {
      return Optional.of("HDFS is in safe mode and takes no writes: " + safeMode.group(1));
    }
    return open(Port.NAMENODE, Port.DATANODE);
  }

  private Optional<String> resourceManager() throws IOException {
    String answer = get(Port.RESOURCEMANAGER_HTTP, "/ws/v1/cluster/metrics");
    Matcher nodes = ACTIVE_NODES.matcher(answer);
    if (!nodes.find() || nodes.group(1).equals("0")) {
      return Optional.of("no NodeManager is active, so no container can run");
    }
    return open(Port.RESOURCEMANAGER);
  }

  /** ApiVersions, version 0: what every Kafka client asks first. */
  private Optional<String> kafka() throws IOException {
    try (Socket socket = connect(Port.KAFKA)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(10); // bytes that follow
      out.writeShort(18); // ApiVersions
      out.writeShort(0);
      out.writeInt(1); // correlation id
      out.writeShort(-1); // no client id
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.readInt();
      int correlation = in.readInt();
      int error = in.readShort();
      return correlation == 1 && error == 0
          ? Optional.empty()
          : Optional.of("answers, but not as a broker (error code " + error + ")");
    }
  }

  private Optional<String> open(Port... needed) throws IOException {
    for (Port port : needed) {
      connect(port).close();
    }
    return Optional.empty();
  }

  private Socket connect(Port port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(PortOwner.loopback(), ports.get(port)), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new IOException(
          "port " + ports.get(port) + " (" + port.label() + "): " + e.getMessage(), e);
    }
  }

  private String get(Port port, String path) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + ports.get(port) + path);
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException(address + ": " + e.getMessage(), e);
    } finally {
      connection.disconnect();
    }
  }
}
