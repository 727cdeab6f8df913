package com.trafficprediction.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What must be so before a daemon is started, checked first so that the message can say what to do.
 */
final class Preflight {
  private Preflight() {}

  static void requireJdk17(Runtime.Version version, String javaHome) {
    if (version.feature() != 17) {
      throw ClusterException.environment(
          "JDK 17 is needed, but "
              + javaHome
              + " is "
              + version
              + "; set JAVA_HOME to a JDK 17 (Debian, Ubuntu: apt install openjdk-17-jdk)");
    }
  }

  static void requireFreePorts(Collection<Daemon> daemons, Ports ports) {
    Map<String, List<String>> takenByOwner = new TreeMap<>();
    for (Daemon daemon : daemons) {
      for (Port port : Port.of(daemon)) {
        int number = ports.get(port);
        if (!PortOwner.isFree(number)) {
          String owner = PortOwner.find(number).orElse("a process that cannot be named from here");
          takenByOwner
              .computeIfAbsent(owner, o -> new ArrayList<>())
              .add(number + " (" + port.label() + ")");
        }
      }
    }
    if (!takenByOwner.isEmpty()) {
      String taken =
          takenByOwner.entrySet().stream()
              .map(e -> "port " + String.join(", ", e.getValue()) + " is taken by " + e.getKey())
              .collect(Collectors.joining("\n"));
      throw ClusterException.environment(
          taken
              + "\nstop what holds it, or start on other ports: bin/traffic up --port-offset 20000");
    }
  }

  /**
   * A heap that is promised but not there ends in the system killing some process later, without a
   * word.
   */
  static void requireMemory(Collection<Daemon> daemons) {
    requireMemory(daemons, availableMib(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup")));
  }

  static void requireMemory(Collection<Daemon> daemons, OptionalLong available) {
    long needed = daemons.stream().mapToLong(Daemon::expectedMib).sum();
    if (available.isPresent() && available.getAsLong() < needed) {
      throw ClusterException.environment(
          "memory is short: the daemons need about "
              + needed
              + " MB, "
              + available.getAsLong()
              + " MB are available; end other programs, start fewer (bin/traffic up --only hdfs,hbase), or go on"
              + " regardless with --ignore-memory");
    }
  }

  /**
   * Memory that can be had without swapping, MiB; unknown off Linux. A container's limit counts.
   */
  static OptionalLong availableMib(Path machine, Path controlGroup) {
    if (!Files.exists(machine)) {
      return OptionalLong.empty();
    }
    try {
      long available =
          Files.readAllLines(machine).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
              .findFirst()
              .orElse(Long.MAX_VALUE);
      return OptionalLong.of(Math.min(available, containerMib(controlGroup)));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static long containerMib(Path group) throws IOException {
    Path limit = group.resolve("memory.max");
    if (!Files.exists(limit)) {
      return Long.MAX_VALUE;
    }
    String text = Files.readString(limit).strip();
    if (text.equals("max")) {
      return Long.MAX_VALUE;
    }
    long used = Long.parseLong(Files.readString(group.resolve("memory.current")).strip());
    long cached =
        Files.readAllLines(group.resolve("memory.stat")).stream()
            .filter(line -> line.startsWith("inactive_file "))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0);
    return (Long.parseLong(text) - used + cached) >> 20;
  }
}
