package com.trafficprediction.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Starts daemons side by side and waits until each has said that it is ready, or one has failed.
 */
final class Starter {
  private static final int TAIL_LINES = 15;

  private final Home home;
  private final DaemonCommand command;
  private final Stopper stopper;
  private final Duration patience;
  private final Progress progress;

  /** Set when the JVM is told to end: that daemons end then is no news. */
  private volatile boolean abandoned;

  Starter(Home home, DaemonCommand command, Stopper stopper, Duration patience, Progress progress) {
    this.home = home;
    this.command = command;
    this.stopper = stopper;
    this.patience = patience;
    this.progress = progress;
  }

  /** Starts all, or none: when one fails the others that were started here are stopped again. */
  void start(List<Daemon> daemons) {
    Thread interrupted = new Thread(() -> abandon(daemons), "stop-half-started");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      daemons.forEach(this::makeWay);
      Map<Daemon, Process> processes = new EnumMap<>(Daemon.class);
      for (Daemon daemon : daemons) {
        processes.put(daemon, spawn(daemon));
      }
      awaitReady(processes);
    } catch (ClusterException e) {
      stopper.stop(daemons);
      throw e;
    } finally {
      removeHook(interrupted);
    }
  }

  private void abandon(List<Daemon> daemons) {
    abandoned = true;
    stopper.stop(daemons);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, by Ctrl-C: the hook is doing its work.
    }
  }

  private void makeWay(Daemon daemon) {
    stopper.forget(daemon);
    keepPrevious(home.output(daemon));
    if (daemon == Daemon.HBASE) {
      // ZooKeeper holds nothing here that outlives its clients, but after a kill it would keep
      // their sessions, and a
      // new master would wait for the old one's to expire.
      FileTrees.delete(home.data().resolve("zookeeper"));
    }
  }

  private static void keepPrevious(Path output) {
    try {
      if (Files.exists(output)) {
        Files.move(
            output,
            output.resolveSibling(output.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw ClusterException.environment("cannot move " + output + " aside: " + e.getMessage(), e);
    }
  }

  private Process spawn(Daemon daemon) {
    try {
      Process process = command.start(daemon);
      // One that has ended by now leaves nothing to stop; whoever waits for it says how it ended.
      ProcessRecord.of(process.toHandle()).ifPresent(r -> r.write(home.pidFile(daemon)));
      return process;
    } catch (IOException e) {
      throw ClusterException.failure("cannot start " + daemon.label() + ": " + e.getMessage(), e);
    }
  }

  private void awaitReady(Map<Daemon, Process> processes) {
    long start = System.nanoTime();
    Map<Daemon, Process> waiting = new EnumMap<>(processes);
    while (!waiting.isEmpty()) {
      if (abandoned) {
        throw ClusterException.failure("interrupted; what was started is stopped again");
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      for (Map.Entry<Daemon, Process> entry : Map.copyOf(waiting).entrySet()) {
        Daemon daemon = entry.getKey();
        if (Files.exists(home.readyFile(daemon))) {
          waiting.remove(daemon);
          progress.say(Progress.step(daemon.label(), "ready", elapsed));
        } else if (!entry.getValue().isAlive()) {
          throw ended(daemon, entry.getValue().exitValue());
        }
      }
      if (elapsed.compareTo(patience) > 0 && !waiting.isEmpty()) {
        throw tooSlow(waiting.keySet());
      }
      Pause.brief();
    }
  }

  private ClusterException ended(Daemon daemon, int code) {
    return ClusterException.failure(
        daemon.label() + " ended while starting, with code " + code + why(daemon));
  }

  private ClusterException tooSlow(Set<Daemon> waiting) {
    String names = waiting.stream().map(Daemon::label).collect(Collectors.joining(", "));
    Daemon first = waiting.iterator().next();
    return ClusterException.failure(
        names
            + " not ready after "
            + patience.toSeconds()
            + " s; on a busy machine give it longer (--timeout)"
            + why(first));
  }

  private String why(Daemon daemon) {
    List<String> lines = new ArrayList<>();
    for (Path file : List.of(home.log(daemon), home.output(daemon))) {
      List<String> tail = LogTail.last(file, TAIL_LINES);
      if (!tail.isEmpty()) {
        lines.add("last lines of " + file + ":");
        tail.forEach(line -> lines.add("  " + line));
      }
    }
    return lines.isEmpty() ? "" : "\n" + String.join("\n", lines);
  }
}
