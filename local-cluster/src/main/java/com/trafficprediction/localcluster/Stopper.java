package com.trafficprediction.localcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Stops daemons in order: writers before what they write to, each with a bounded time to end
 * cleanly.
 */
final class Stopper {
  private static final Duration CLEAN = Duration.ofMinutes(1);
  private static final Duration KILLED = Duration.ofSeconds(10);

  private final Home home;
  private final Progress progress;

  Stopper(Home home, Progress progress) {
    this.home = home;
    this.progress = progress;
  }

  /** Stops those that run; forgets those that do not. */
  void stop(Collection<Daemon> daemons) {
    TreeSet<Integer> ranks = new TreeSet<>();
    daemons.forEach(daemon -> ranks.add(daemon.stopRank()));
    for (int rank : ranks) {
      Map<Daemon, ProcessHandle> ending = new EnumMap<>(Daemon.class);
      daemons.stream()
          .filter(daemon -> daemon.stopRank() == rank)
          .forEach(daemon -> findProcess(daemon).ifPresent(process -> ending.put(daemon, process)));
      ending.values().forEach(ProcessHandle::destroy);
      awaitEnd(ending);
    }
    daemons.forEach(this::forget);
    if (daemons.contains(Daemon.NODEMANAGER)) {
      killContainers();
    }
  }

  Optional<ProcessHandle> findProcess(Daemon daemon) {
    return ProcessRecord.find(home.pidFile(daemon)).flatMap(ProcessRecord::findAlive);
  }

  void forget(Daemon daemon) {
    try {
      Files.deleteIfExists(home.readyFile(daemon));
      Files.deleteIfExists(home.pidFile(daemon));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the pid file of " + daemon.label(), e);
    }
  }

  private void awaitEnd(Map<Daemon, ProcessHandle> ending) {
    long start = System.nanoTime();
    boolean killed = false;
    while (!ending.isEmpty()) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      for (Map.Entry<Daemon, ProcessHandle> entry : List.copyOf(ending.entrySet())) {
        if (!ProcessRecord.isAlive(entry.getValue())) {
          progress.say(Progress.step(entry.getKey().label(), "stopped", elapsed));
          ending.remove(entry.getKey());
        }
      }
      if (!killed && elapsed.compareTo(CLEAN) > 0) {
        ending.forEach(this::kill);
        killed = true;
      }
      if (elapsed.compareTo(CLEAN.plus(KILLED)) > 0 && !ending.isEmpty()) {
        throw ClusterException.failure("these cannot be killed, their disk may hang: " + ending);
      }
      Pause.brief();
    }
  }

  private void kill(Daemon daemon, ProcessHandle process) {
    progress.say(daemon.label() + " did not stop in " + CLEAN.toSeconds() + " s; killing it");
    process.destroyForcibly();
  }

  /**
   * Containers outlive a NodeManager that was killed. They name our log directory on their command
   * line.
   */
  private void killContainers() {
    Path logs = home.log().resolve("containers");
    String mark = "-Dyarn.app.container.log.dir=" + logs;
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().map(c -> c.contains(mark)).orElse(false))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
