package com.trafficprediction.localcluster;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The directory of one stack: {@code conf} (generated), {@code data}, {@code log}, {@code run}
 * (process ids) and {@code cluster.properties}, which remembers the ports and marks the directory
 * as ours.
 */
record Home(Path root) {
  Home {
    root = root.toAbsolutePath().normalize();
  }

  Path conf() {
    return root.resolve("conf");
  }

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("log");
  }

  Path run() {
    return root.resolve("run");
  }

  Path log(Daemon daemon) {
    return log().resolve(daemon.label() + ".log");
  }

  /** What the JVM itself and its main print. */
  Path output(Daemon daemon) {
    return log().resolve(daemon.label() + ".out");
  }

  Path pidFile(Daemon daemon) {
    return run().resolve(daemon.label() + ".pid");
  }

  Path readyFile(Daemon daemon) {
    return run().resolve(daemon.label() + ".ready");
  }

  Path marker() {
    return root.resolve("cluster.properties");
  }

  void create() {
    try {
      for (Path directory : List.of(conf(), data(), log(), run())) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw ClusterException.environment(
          "cannot create "
              + e.getMessage()
              + "; set TRAFFIC_HOME to a directory that can be written",
          e);
    }
  }

  Optional<Ports> findPorts() {
    if (!Files.exists(marker())) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(marker())) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + marker(), e);
    }
    return Optional.of(Ports.load(properties));
  }

  void rememberPorts(Ports ports) {
    Properties properties = new Properties();
    ports.store(properties);
    try (Writer writer = Files.newBufferedWriter(marker())) {
      properties.store(
          writer, "Ports of this stack, written by bin/traffic up. --port-offset changes them.");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + marker(), e);
    }
  }
}
