package com.trafficprediction.localcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** The port numbers of one stack. Immutable; every {@link Port} has a number of its own. */
public final class Ports {
  /** The largest offset at which every port is still a port. */
  public static final int MAX_OFFSET = 65_535 - 19_888;

  private static final int FIRST_CANDIDATE = 20_000;
  private static final int CANDIDATES = 12_000;
  private static final int PORTS_PER_PROCESS = 40;

  private final Map<Port, Integer> numbers;

  private Ports(Map<Port, Integer> numbers) {
    this.numbers = new EnumMap<>(numbers);
  }

  /**
   * Every port moved up by the offset.
   *
   * @throws ClusterException (usage) if the offset is negative or above {@link #MAX_OFFSET}
   */
  public static Ports offset(int offset) {
    if (offset < 0 || offset > MAX_OFFSET) {
      throw ClusterException.usage(
          "the port offset is " + offset + ", but must be from 0 to " + MAX_OFFSET);
    }
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      numbers.put(port, port.standard() + offset);
    }
    return new Ports(numbers);
  }

  /**
   * Ports that were free a moment ago, different from each other: for tests. They lie below those
   * that systems give to outgoing connections: a daemon that is started again must not find its
   * port taken by somebody's connection.
   */
  public static Ports random() {
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    int offset = (int) (ProcessHandle.current().pid() * PORTS_PER_PROCESS % CANDIDATES);
    for (Port port : Port.values()) {
      int tried = 0;
      while (!isFree(FIRST_CANDIDATE + offset)) {
        if (++tried == CANDIDATES) {
          throw ClusterException.environment(
              "no port is free on the loopback address from " + FIRST_CANDIDATE + " on");
        }
        offset = (offset + 1) % CANDIDATES;
      }
      numbers.put(port, FIRST_CANDIDATE + offset);
      offset = (offset + 1) % CANDIDATES;
    }
    return new Ports(numbers);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The number of a port. */
  public int get(Port port) {
    Integer number = numbers.get(port);
    if (number == null) {
      throw new IllegalStateException("no number for " + port);
    }
    return number;
  }

  void store(Properties properties) {
    numbers.forEach(
        (port, number) -> properties.setProperty("port." + port.label(), number.toString()));
  }

  /**
   * Reads what {@link #store} wrote; a port that is missing, of an older version, gets its standard
   * number.
   */
  static Ports load(Properties properties) {
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      String key = "port." + port.label();
      String text = properties.getProperty(key, Integer.toString(port.standard()));
      try {
        numbers.put(port, Integer.parseInt(text.strip()));
      } catch (NumberFormatException e) {
        throw ClusterException.usage(
            "cluster.properties says "
                + key
                + "="
                + text
                + ", which is not a number; mend or delete the line");
      }
    }
    return new Ports(numbers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ports ports && ports.numbers.equals(numbers);
  }

  @Override
  public int hashCode() {
    return numbers.hashCode();
  }

  @Override
  public String toString() {
    return numbers.toString();
  }
}
